package io.fairlead.relay.solution;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcMethod;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code auction_typedData}: what a solver signs to see its own events. */
public final class AuctionTypedData implements RpcMethod {
  private final SolverAccess access;

  /** Documents of {@code access}. */
  public AuctionTypedData(SolverAccess access) {
    this.access = access;
  }

  @Override
  public String name() {
    return "auction_typedData";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("solver", "validTo"));
    return access.typedData(params, params.number("validTo", 0, Intent.MAX_TIME));
  }
}
