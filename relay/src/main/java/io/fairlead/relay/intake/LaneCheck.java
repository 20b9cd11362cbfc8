package io.fairlead.relay.intake;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.LaneRules;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.RpcError;
import java.util.Optional;

/** Whether nonce, funding, window and kind of fill go together, and whose the nonce is. */
final class LaneCheck implements IntakeCheck {
  private static final String PARTIALLY = "intent.partiallyFillable";
  private final Address auctioneer;
  private final SharedLane lane;

  LaneCheck(Address auctioneer, SharedLane lane) {
    this.auctioneer = auctioneer;
    this.lane = lane;
  }

  @Override
  public Optional<Refusal> check(Candidate candidate) {
    Intent intent = candidate.intent();
    if (!LaneRules.allow(intent, candidate.funding(), auctioneer, candidate.now())) {
      return Optional.of(broken(intent, candidate.funding()));
    }
    Nonce nonce = new Nonce(intent.nonce());
    return candidate.funding() == Funding.PERMIT2
            || !nonce.isShared()
            || lane.isReserved(nonce, intent.owner(), candidate.now())
        ? Optional.empty()
        : Optional.of(
            Refusal.of(
                RpcError.NONCE_NOT_RESERVED,
                NonceCheck.FIELD,
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
          RpcError.INVALID_FIELD,
          NonceCheck.FIELD,
          NonceCheck.FIELD + " is not of the shared lane of " + auctioneer);
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
