package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.chain.submit.RawTransactionException;
import io.fairlead.chain.submit.RawTransactionReader;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Reads the parameter object of {@code eth_sendBundle} and {@code eth_callBundle}. */
final class BundleReader {
  /** Transactions in one bundle. */
  static final int MAX_TRANSACTIONS = 100;

  private final RawTransactionReader transactions = new RawTransactionReader();
  private final long chainId;

  BundleReader(long chainId) {
    this.chainId = chainId;
  }

  /**
   * Reads a bundle.
   *
   * @param nextBlock used where the bundle names no block
   * @throws BuilderException saying which field is wrong
   */
  Bundle read(JsonNode params, long nextBlock) {
    if (!params.isObject()) {
      throw wrong("params[0] must be an object");
    }
    for (String unsupported :
        List.of("replacementUuid", "uuid", "droppingTxHashes", "refundPercent")) {
      if (params.hasNonNull(unsupported)) {
        throw wrong(unsupported + " is not supported by this builder");
      }
    }
    List<DecodedTransaction> list = transactions(params.path("txs"));
    Set<Bytes32> mayRevert = new LinkedHashSet<>();
    for (JsonNode hash : params.path("revertingTxHashes")) {
      mayRevert.add(parse("revertingTxHashes", () -> Bytes32.parse(hash.asString())));
    }
    long block = params.hasNonNull("blockNumber") ? number(params, "blockNumber") : 0;
    return new Bundle(
        Bundle.hash(list),
        list,
        block == 0 ? nextBlock : block,
        number(params, "minTimestamp"),
        number(params, "maxTimestamp"),
        mayRevert);
  }

  private List<DecodedTransaction> transactions(JsonNode array) {
    if (!array.isArray() || array.isEmpty() || array.size() > MAX_TRANSACTIONS) {
      throw wrong("txs must hold 1 to " + MAX_TRANSACTIONS + " transactions");
    }
    List<DecodedTransaction> list = new ArrayList<>();
    Set<Bytes32> seen = new LinkedHashSet<>();
    for (JsonNode raw : array) {
      String field = "txs[" + list.size() + "]";
      DecodedTransaction one = parse(field, () -> transactions.read(Bytes.parse(raw.asString())));
      if (one.chainId() != chainId) {
        throw wrong(field + " is for another chain");
      }
      if (!seen.add(one.hash())) {
        throw wrong(field + " is in the bundle twice");
      }
      list.add(one);
    }
    return list;
  }

  private static long number(JsonNode params, String field) {
    JsonNode node = params.path(field);
    if (node.isMissingNode() || node.isNull()) {
      return 0;
    }
    return parse(
        field,
        () -> {
          long value = node.isIntegralNumber() ? node.longValue() : Quantity.parseLong(node);
          if (value < 0) {
            throw new IllegalArgumentException("negative");
          }
          return value;
        });
  }

  private static <T> T parse(String field, java.util.function.Supplier<T> reader) {
    try {
      return reader.get();
    } catch (RawTransactionException e) {
      // Its messages hold nothing of the transaction.
      throw wrong(field + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // The value may be a private transaction, so only the field is named.
      throw wrong(field + " is malformed");
    }
  }

  private static BuilderException wrong(String message) {
    return new BuilderException(BuilderException.INVALID_PARAMS, message);
  }
}
