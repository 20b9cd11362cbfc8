package io.fairlead.relay.solution;

import io.fairlead.relay.intent.IntentSubscribe;
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
 * {@code auction_subscribe}: live events of a solver's solutions (with a proof of access), or those
 * of all solutions of every batch that ends.
 */
public final class AuctionSubscribe implements RpcMethod {
  private final Subscriptions subscriptions;
  private final SolverAccess access;

  /** Adds to {@code subscriptions}. */
  public AuctionSubscribe(Subscriptions subscriptions, SolverAccess access) {
    this.subscriptions = subscriptions;
    this.access = access;
  }

  @Override
  public String name() {
    return "auction_subscribe";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    EventChannel channel = IntentSubscribe.channel(caller);
    Params params = Params.of(json, List.of("solver", "access", "all"));
    if (params.has("solver") == params.has("all")) {
      throw new RpcFault(RpcError.INVALID_PARAMS, "params must have exactly one of solver and all");
    }
    if (params.has("all") && !params.bool("all")) {
      throw params.invalid("all", "must be true");
    }
    Topic topic =
        params.has("all") ? new Topic.OfSolutions() : new Topic.OfSolver(access.proven(params));
    return JsonNodeFactory.instance.stringNode(subscriptions.add(channel, topic));
  }
}
