package io.fairlead.relay.intent;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.intake.Cancellation;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentStatus;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** {@code intent_cancel}: cancels by the owner's signature. Repeating it gives the same answer. */
public final class IntentCancel implements RpcMethod {
  // Of an ERC-1271 account: as long as the journal keeps.
  private static final int MAX_SIGNATURE = 4_096;

  private final Cancellation cancellation;

  /** Cancels through {@code cancellation}. */
  public IntentCancel(Cancellation cancellation) {
    this.cancellation = cancellation;
  }

  @Override
  public String name() {
    return "intent_cancel";
  }

  @Override
  public int cost() {
    return 2;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("intentHash", "signature"));
    Bytes32 hash = params.bytes32("intentHash");
    Bytes signature = SignedJson.bytes(params, "signature", MAX_SIGNATURE);
    ObjectNode answer = JsonNodeFactory.instance.objectNode().put("intentHash", hash.toString());
    return switch (cancel(hash, signature)) {
      case CancelOutcome.Cancelled() -> answer.put("state", "cancelled");
      case CancelOutcome.Pending(long batch) ->
          answer.put("state", "pending").put("batch", Long.toString(batch));
      case CancelOutcome.AlreadyFinal(IntentStatus status) -> {
        if (status == IntentStatus.CANCELLED) {
          yield answer.put("state", "cancelled");
        }
        throw new RpcFault(
            RpcError.ALREADY_FINAL, "the intent is already " + StatusWords.of(status));
      }
      case CancelOutcome.Unknown() ->
          throw new RpcFault(
              RpcError.UNKNOWN_INTENT, "no such intent was accepted here", "intentHash");
    };
  }

  private CancelOutcome cancel(Bytes32 hash, Bytes signature) {
    try {
      return cancellation.cancel(hash, signature);
    } catch (ChainException e) {
      throw new RpcFault(RpcError.CHAIN_UNAVAILABLE, "the chain node did not answer");
    }
  }
}
