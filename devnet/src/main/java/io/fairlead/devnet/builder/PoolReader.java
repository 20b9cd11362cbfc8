package io.fairlead.devnet.builder;

import io.fairlead.chain.submit.DecodedTransaction;
import io.fairlead.chain.submit.NodeTransaction;
import io.fairlead.chain.submit.RawTransactionException;
import io.fairlead.chain.submit.RawTransactionException.Problem;
import io.fairlead.chain.submit.RawTransactionReader;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * Reads what strangers put into the pool, where anything the node accepts can be. A transaction is
 * put back by the bytes that were signed: those made from the node's JSON if our own reader agrees
 * with them, else those the node keeps. What nobody has signed (an impersonated account's) would
 * not be taken again and stays. For one thread.
 */
final class PoolReader {
  private static final Logger log = LoggerFactory.getLogger(PoolReader.class);
  private static final int REMEMBERED = 1_000;

  private final RpcClient rpc;
  private final RawTransactionReader reader = new RawTransactionReader();
  private final Map<Bytes32, Boolean> told =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Bytes32, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  PoolReader(RpcClient rpc) {
    this.rpc = rpc;
  }

  PoolTransaction read(JsonNode json) {
    Bytes32 hash = Bytes32.parse(json.path("hash").asString());
    long gasLimit = Quantity.parseLong(json.path("gas"));
    return new PoolTransaction(hash, gasLimit, raw(hash, json));
  }

  private @Nullable Bytes raw(Bytes32 hash, JsonNode json) {
    if (!isSigned(json)) {
      return stays(hash, "nobody has signed it");
    }
    try {
      DecodedTransaction decoded = NodeTransaction.read(json, reader);
      return decoded.sender().toString().equals(json.path("from").asString(""))
          ? decoded.raw()
          : stays(hash, "its sender has not signed it");
    } catch (RawTransactionException e) {
      String problem = String.valueOf(e.getMessage());
      return e.problem() == Problem.SIGNATURE ? stays(hash, problem) : kept(hash, problem);
    }
  }

  private static boolean isSigned(JsonNode json) {
    BigInteger r = Quantity.parse(json.path("r"));
    return r.or(Quantity.parse(json.path("s"))).signum() != 0;
  }

  private @Nullable Bytes kept(Bytes32 hash, String problem) {
    try {
      JsonNode raw = rpc.call("eth_getRawTransactionByHash", hash.toString());
      if (raw.isString()) {
        tell(hash, "is mined unread, behind the bundles", problem);
        return Bytes.parse(raw.asString());
      }
    } catch (RpcException e) {
      if (e.code() == RpcException.NO_ANSWER) {
        throw e;
      }
    }
    return stays(hash, problem);
  }

  private @Nullable Bytes stays(Bytes32 hash, String problem) {
    tell(hash, "is mined where the node has it", problem);
    return null;
  }

  private void tell(Bytes32 hash, String consequence, String problem) {
    if (told.put(hash, true) == null) {
      log.warn("public transaction {} {}: {}", hash, consequence, problem);
    }
  }
}
