package io.fairlead.devnet.scenario;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What a wallet does with the node, over its public JSON-RPC alone. Signs locally. */
final class RelayClient implements AutoCloseable {
  private static final int QUOTE_ATTEMPTS = 8;

  /** What a quote fails with if solvers were too slow to answer, or to find anything. */
  private static final Set<String> TOO_SLOW = Set.of("solversUnavailable", "noRoute");

  private final RpcClient rpc;
  private final Eip712 eip712;

  /** Asks the node for its domain, as a wallet does. */
  RelayClient(String url) {
    this.rpc = new RpcClient(url);
    JsonNode info = rpc.call("fairlead_info", Map.of());
    this.eip712 =
        new Eip712(
            new Domain(
                Long.parseLong(info.path("chainId").asString()),
                Address.parse(info.path("settlement").asString())));
  }

  /** What a wallet asks a price for. */
  record Wish(
      Address owner,
      Address sellToken,
      Address buyToken,
      Side side,
      BigInteger amount,
      boolean partiallyFillable,
      long slippageBps,
      long validFor) {}

  /**
   * A complete intent at the quoted price less the slippage. Solvers that have just started may be
   * too slow at first, so a wallet asks a few times.
   */
  Intent quote(Wish wish) {
    Map<String, Object> params = new LinkedHashMap<>();
    params.put("owner", wish.owner().toString());
    params.put("sellToken", wish.sellToken().toString());
    params.put("buyToken", wish.buyToken().toString());
    params.put("side", wish.side().text());
    params.put("amount", wish.amount().toString());
    params.put("slippageBps", wish.slippageBps());
    params.put("validFor", wish.validFor());
    params.put("partiallyFillable", wish.partiallyFillable());
    for (int attempt = 1; ; attempt++) {
      try {
        return IntentText.read(rpc.call("intent_quote", params).path("intent"));
      } catch (RpcException e) {
        if (attempt == QUOTE_ATTEMPTS || !TOO_SLOW.contains(e.reason())) {
          throw e;
        }
      }
    }
  }

  /** Signs and submits; the intent's hash, computed here and confirmed by the node. */
  Bytes32 submit(Intent intent, Signer owner) {
    Bytes32 hash = eip712.intentHash(intent);
    JsonNode answer =
        rpc.call(
            "intent_submit",
            Map.of(
                "intent", IntentText.write(intent),
                "signature", owner.sign(hash).toString()));
    if (!answer.path("intentHash").asString("").equals(hash.toString())) {
      throw new IllegalStateException("the node computes another hash of the intent");
    }
    return hash;
  }

  /** Signs and sends a cancellation; the state the node answers. */
  String cancel(Bytes32 intentHash, Signer owner) {
    return rpc.call(
            "intent_cancel",
            Map.of(
                "intentHash", intentHash.toString(),
                "signature", owner.sign(eip712.cancelHash(intentHash)).toString()))
        .path("state")
        .asString();
  }

  JsonNode status(Bytes32 intentHash) {
    return rpc.call("intent_status", Map.of("intentHash", intentHash.toString()));
  }

  JsonNode batch(long number) {
    return rpc.call("batch_get", Map.of("batch", Long.toString(number)));
  }

  JsonNode transcript(long number) {
    return rpc.call("batch_transcript", Map.of("batch", Long.toString(number)));
  }

  @Override
  public void close() {
    rpc.close();
  }
}
