package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.typeddata.TypedDataJson;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** {@code intent_typedData}: what a wallet signs. */
public final class IntentTypedData implements RpcMethod {
  private final TypedDataJson typedData;
  private final OwnerAccess access;

  /** Documents of one domain. */
  public IntentTypedData(TypedDataJson typedData, OwnerAccess access) {
    this.typedData = typedData;
    this.access = access;
  }

  @Override
  public String name() {
    return "intent_typedData";
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("intent", "funding", "basket", "cancel", "access"));
    int given = 0;
    for (String member : List.of("intent", "basket", "cancel", "access")) {
      given += params.has(member) ? 1 : 0;
    }
    if (given != 1) {
      throw new RpcFault(
          RpcError.INVALID_PARAMS,
          "params must have exactly one of intent, basket, cancel, access");
    }
    if (params.has("intent")) {
      return typedData.intent(IntentJson.read(params, "intent"), SignedJson.funding(params));
    }
    if (params.has("funding")) {
      throw new RpcFault(RpcError.INVALID_PARAMS, "funding goes with intent only", "funding");
    }
    if (params.has("basket")) {
      return typedData.basket(BasketJson.read(params, "basket"));
    }
    if (params.has("cancel")) {
      return typedData.cancel(params.bytes32("cancel"));
    }
    Params request = params.object("access", List.of("owner", "validTo"));
    return access.typedData(
        request.address("owner"), request.number("validTo", 0, Intent.MAX_TIME));
  }
}
