package io.fairlead.relay.intent;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.relay.intake.Accounts;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.Params;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.rpc.RpcMethod;
import java.util.List;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code intent_reserveNonce}: a nonce of a lane. One of the shared lane is the owner's alone until
 * {@code expiresAt}; one of the owner lane is only held back from quotes until then.
 */
public final class IntentReserveNonce implements RpcMethod {
  private static final long OWNER_SECONDS = 300;

  private final Accounts accounts;
  private final FreeNonces free;
  private final SharedLane shared;
  private final LongSupplier unixSeconds;

  /** Reserves in both lanes. */
  public IntentReserveNonce(
      Accounts accounts, FreeNonces free, SharedLane shared, LongSupplier unixSeconds) {
    this.accounts = accounts;
    this.free = free;
    this.shared = shared;
    this.unixSeconds = unixSeconds;
  }

  @Override
  public String name() {
    return "intent_reserveNonce";
  }

  @Override
  public int cost() {
    return 5;
  }

  @Override
  public JsonNode call(JsonNode json, Caller caller) {
    Params params = Params.of(json, List.of("owner", "lane"));
    Address owner = params.address("owner");
    Lane lane = Lane.read(params);
    try {
      BlockRef head = accounts.head();
      long now = Math.max(head.timestamp(), unixSeconds.getAsLong());
      return switch (lane) {
        case SHARED -> {
          SharedLane.Reservation reserved = shared.reserve(owner, now);
          yield answer(reserved.nonce().value().toString(), lane, reserved.expiresAt());
        }
        case OWNER -> {
          long until = now + OWNER_SECONDS;
          yield answer(
              free.choose(Funding.ALLOWANCE, owner, head, now, until).toString(), lane, until);
        }
      };
    } catch (ChainException e) {
      throw new RpcFault(RpcError.CHAIN_UNAVAILABLE, "the chain node did not answer");
    }
  }

  private static ObjectNode answer(String nonce, Lane lane, long expiresAt) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("nonce", nonce)
        .put("lane", lane.text())
        .put("expiresAt", Long.toString(expiresAt));
  }
}
