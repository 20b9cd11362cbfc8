package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import java.util.List;

/** Baskets as JSON: docs/protocol.md section 1.3. */
final class BasketJson {
  private static final List<String> FIELDS =
      List.of(
          "owner",
          "receiver",
          "legs",
          "quoteToken",
          "quotePerUnit",
          "units",
          "validFrom",
          "validTo",
          "nonce",
          "appData");
  private static final List<String> LEG = List.of("token", "id", "amount");

  private BasketJson() {}

  /**
   * Reads a basket with its signature.
   *
   * @throws RpcFault naming the member at fault, also one that goes with intents only
   */
  static SignedBasket readSigned(Params params) {
    for (String member : List.of("intent", "funding", "permit", "hooks")) {
      if (params.has(member)) {
        throw new RpcFault(RpcError.INVALID_PARAMS, member + " does not go with basket", member);
      }
    }
    return new SignedBasket(
        read(params, "basket"), SignedJson.bytes(params, "signature", SignedIntent.MAX_SIGNATURE));
  }

  /** Reads member {@code name}. */
  static BasketIntent read(Params params, String name) {
    Params basket = params.object(name, FIELDS);
    List<Leg> legs =
        basket.list("legs", BasketIntent.MAX_LEGS, LEG).stream().map(BasketJson::leg).toList();
    if (legs.isEmpty()) {
      throw basket.invalid("legs", "must not be empty");
    }
    return new BasketIntent(
        basket.address("owner"),
        basket.address("receiver"),
        legs,
        basket.address("quoteToken"),
        basket.signed("quotePerUnit", 128),
        basket.uint("units", 64),
        basket.number("validFrom", 0, Intent.MAX_TIME),
        basket.number("validTo", 0, Intent.MAX_TIME),
        basket.uint("nonce", 256),
        basket.bytes32("appData"));
  }

  private static Leg leg(Params leg) {
    return new Leg(leg.address("token"), leg.uint("id", 256), leg.signed("amount", 128));
  }
}
