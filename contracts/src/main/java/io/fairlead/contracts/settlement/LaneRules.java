package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;

/** What can go together in one signature: docs/protocol.md sections 1.2, 1.4 and 1.5. */
public final class LaneRules {
  private LaneRules() {}

  /**
   * Whether an intent's nonce, funding, window and kind of fill go together.
   *
   * @param auctioneer whose awards would fill it
   * @param timestamp Unix seconds: a shared-lane intent is filled in the last {@link
   *     Intent#SHARED_LANE_SECONDS} before its end only
   */
  public static boolean allow(Intent intent, Funding funding, Address auctioneer, long timestamp) {
    if (funding == Funding.PERMIT2) {
      return !intent.partiallyFillable();
    }
    Nonce nonce = new Nonce(intent.nonce());
    return !nonce.isShared()
        || (nonce.isSharedOf(auctioneer)
            && !intent.partiallyFillable()
            && intent.validTo() - timestamp <= Intent.SHARED_LANE_SECONDS);
  }

  /** Whether a time-sliced parent's slices and nonces go together. */
  public static boolean allow(TwapIntent twap) {
    Nonce first = new Nonce(twap.nonce());
    return !first.isShared()
        && first.bit() + twap.parts() <= Nonce.PER_WORD
        && twap.span() > 0
        && twap.span() <= twap.interval();
  }

  static boolean allow(Trade trade, Address auctioneer, long timestamp) {
    return switch (trade) {
      case Trade.OfIntent one ->
          allow(one.signed().intent(), one.signed().funding(), auctioneer, timestamp);
      case Trade.OfTwap part ->
          part.part() < part.signed().twap().parts() && allow(part.signed().twap());
    };
  }
}
