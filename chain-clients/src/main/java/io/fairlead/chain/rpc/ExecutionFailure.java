package io.fairlead.chain.rpc;

import io.fairlead.contracts.primitive.Bytes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Tells errors of the executed code from errors of the node. There is no standard: geth and Anvil
 * use code 3 for reverts and texts for other halts, Hardhat nests the data.
 */
public final class ExecutionFailure {
  private static final long REVERTED = 3;
  private static final List<String> HALTS =
      List.of(
          "revert",
          "vm exception",
          "vm execution error",
          "out of gas",
          "invalid opcode",
          "invalid jump",
          "stack underflow",
          "stack limit",
          "write protection");

  private ExecutionFailure() {}

  /** The revert data, perhaps none, if the code failed; empty if the node did. */
  public static Optional<Bytes> revertData(RpcAnswer.Failure failure) {
    Optional<Bytes> data = hex(failure.data());
    if (failure.code() == REVERTED) {
      return Optional.of(data.orElse(Bytes.EMPTY));
    }
    String message = failure.message().toLowerCase(Locale.ROOT);
    // Anvil: "EVM error OutOfGas" is the code's, "EVM error; database error" the node's.
    boolean halted = HALTS.stream().anyMatch(message::contains) || message.startsWith("evm error ");
    return halted ? Optional.of(data.orElse(Bytes.EMPTY)) : Optional.empty();
  }

  private static Optional<Bytes> hex(@Nullable JsonNode data) {
    JsonNode node = data != null && data.isObject() ? data.get("data") : data;
    if (node == null || !node.isString()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Bytes.parse(node.stringValue()));
    } catch (IllegalArgumentException notHex) {
      return Optional.empty();
    }
  }
}
