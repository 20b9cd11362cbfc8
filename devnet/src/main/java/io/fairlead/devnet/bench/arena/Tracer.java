package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.devnet.bench.trace.Trace;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Mines transactions and takes their gas apart. The steps come from running the call just before it
 * is mined, on the same state; that they explain the receipt to the last unit is required.
 */
public final class Tracer {
  private final Arena arena;

  /** In one arena. */
  public Tracer(Arena arena) {
    this.arena = arena;
  }

  /** A transaction that is in a block, with its steps. */
  public record Traced(Call call, Trace trace, Mined mined) {}

  /**
   * Mines the transaction that fills {@code orders}, as {@link Arena#fill} does.
   *
   * @throws ArenaException also if its steps do not explain the receipt
   */
  public Traced fill(String what, Call call, List<Order> orders) {
    Trace trace = trace(call);
    Mined mined = arena.fill(what, call, orders);
    requireExplained(what, call, trace, mined);
    return new Traced(call, trace, mined);
  }

  /**
   * Mines a transaction which must revert, and takes its gas apart.
   *
   * @param reason what it must revert with: the first bytes
   * @throws ArenaException if it succeeds or reverts with anything else
   */
  public Execution reject(String what, Call call, Bytes reason) {
    String answer = revertData(call);
    if (!answer.startsWith(reason.toString())) {
      throw new ArenaException(what + " was to revert with " + reason + ", not with " + answer);
    }
    Trace trace = trace(call);
    Mined mined = arena.mine(call);
    if (mined.succeeded()) {
      throw new ArenaException(what + " succeeded");
    }
    requireExplained(what, call, new Trace(trace.sender(), trace.to(), trace.charges(), 0), mined);
    return Execution.of(call.data(), trace.gas());
  }

  private static void requireExplained(String what, Call call, Trace trace, Mined mined) {
    long explained = Execution.gasUsed(call.data(), trace.gas(), trace.refund());
    if (explained != mined.gasUsed()) {
      throw new ArenaException(
          "%s used %,d gas, but its trace explains %,d: %s, refund %,d"
              .formatted(
                  what,
                  mined.gasUsed(),
                  explained,
                  Execution.of(call.data(), trace.gas()),
                  trace.refund()));
    }
  }

  private Trace trace(Call call) {
    JsonNode answer =
        arena
            .chain()
            .rpc()
            .call("debug_traceCall", fields(call), "latest", Map.of("disableStorage", true));
    return Trace.read(call.sender().address(), call.to(), answer);
  }

  private static Map<String, String> fields(Call call) {
    return Map.of(
        "from",
        call.sender().address().toString(),
        "to",
        call.to().toString(),
        "data",
        call.data().toString(),
        "gas",
        Quantity.of(BigInteger.valueOf(Arena.TRANSACTION_CAP)));
  }

  private String revertData(Call call) {
    try {
      return "no error but "
          + arena.chain().rpc().call("eth_call", fields(call), "latest").asString();
    } catch (RpcException e) {
      return e.data() == null ? e.problem() : e.data().asString(e.problem());
    }
  }
}
