package io.fairlead.relay.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.EventChannel;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import io.fairlead.relay.stream.Subscriptions;
import io.fairlead.relay.stream.Subscriptions.Topic;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * {@code intent_subscribe}: live events of one intent, of an owner's intents (with a proof of
 * access), or of all batches.
 */
public final class IntentSubscribe implements RpcMethod {
  private final Subscriptions subscriptions;
  private final OwnerAccess access;

  /** Adds to {@code subscriptions}. */
  public IntentSubscribe(Subscriptions subscriptions, OwnerAccess access) {
    this.subscriptions = subscriptions;
    this.access = access;
  }

  @Override
  public String name() {
    return "intent_subscribe";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    EventChannel channel = channel(caller);
    Params params = Params.of(json, List.of("intentHash", "owner", "all", "access"));
    return JsonNodeFactory.instance.stringNode(subscriptions.add(channel, topic(params)));
  }

  /** Where to push to; a call by plain HTTP has no such thing. */
  public static EventChannel channel(Caller caller) {
    return caller
        .channel()
        .orElseThrow(
            () -> new RpcFault(RpcError.METHOD_NOT_FOUND, "subscriptions need a WebSocket"));
  }

  private Topic topic(Params params) {
    int given = 0;
    for (String member : List.of("intentHash", "owner", "all")) {
      given += params.has(member) ? 1 : 0;
    }
    if (given != 1) {
      throw new RpcFault(
          RpcError.INVALID_PARAMS, "params must have exactly one of intentHash, owner, all");
    }
    if (params.has("intentHash")) {
      return new Topic.OfIntent(params.bytes32("intentHash"));
    }
    if (params.has("owner")) {
      Address owner = params.address("owner");
      if (!access.proven(params, owner)) {
        throw params.invalid(
            "access", "is missing: sign intent_typedData {access: {owner, validTo}} first");
      }
      return new Topic.OfOwner(owner);
    }
    if (!params.bool("all")) {
      throw params.invalid("all", "must be true");
    }
    return new Topic.OfBatches();
  }
}
