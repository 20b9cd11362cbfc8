package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.LaneRules;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.RpcError;
import java.util.Optional;

/** Whether nonce, funding, window and kind of fill go together, and whose the nonce is. */
final class LaneCheck implements IntakeCheck {
  private static final String PARTIALLY = "intent.partiallyFillable";
  private static final String NONCE = "intent.nonce";
  private final Address auctioneer;
  private final SharedLane lane;

  LaneCheck(Address auctioneer, SharedLane lane) {
    this.auctioneer = auctioneer;
    this.lane = lane;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    // Of a basket its terms say all.
    return candidate.signed() instanceof SignedIntent signed
        ? check(candidate, signed.intent(), signed.funding())
        : Optional.empty();
  }

  private Optional<Refusal> check(Candidate candidate, Intent intent, Funding funding) {
    if (!LaneRules.allow(intent, funding, auctioneer, candidate.now())) {
      return Optional.of(broken(intent, funding));
    }
    Nonce nonce = new Nonce(intent.nonce());
    return funding == Funding.PERMIT2
            || !nonce.isShared()
            || lane.isReserved(nonce, intent.owner(), candidate.now())
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                RpcError.NONCE_NOT_RESERVED,
                NONCE,
                "the nonce is not the owner's, or its reservation has ended; reserve another"));
  }

  private Refusal broken(Intent intent, Funding funding) {
    if (funding == Funding.PERMIT2) {
      return Refusal.of(
          RpcError.INVALID_FIELD,
          PARTIALLY,
          PARTIALLY + " must be false with permit2: Permit2 permits are consumed once");
    }
    if (!new Nonce(intent.nonce()).isSharedOf(auctioneer)) {
      return Refusal.of(
          RpcError.INVALID_FIELD, NONCE, NONCE + " is not of the shared lane of " + auctioneer);
    }
    if (intent.partiallyFillable()) {
      return Refusal.of(
          RpcError.INVALID_FIELD, PARTIALLY, PARTIALLY + " must be false in the shared lane");
    }
    return Refusal.of(
        RpcError.VALIDITY_TOO_LONG,
        "intent.validTo",
        "in the shared lane the window may end at most "
            + Intent.SHARED_LANE_SECONDS
            + " seconds from now");
  }
}
