package io.fairlead.auction.settle;

import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureJudge;
import java.math.BigInteger;

/**
 * How much gas the transaction of a settlement is given, by the auctioneer and by who verifies it:
 * what the simulation used, a margin, and what must be there and is not used, because the contract
 * gives an account's signature check and each hook a fixed limit and refuses to go on if less is
 * left. See docs/transcript.md section 5.
 */
public final class GasLimit {
  // Two calls deep, each keeping back a 64th, and what the calls themselves cost.
  private static final long CALLS = 10_000;

  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private GasLimit() {}

  /**
   * Gas units, at most {@code most}.
   *
   * @param used by the simulation, not below zero
   * @param marginBps basis points of it on top, rounded up
   */
  public static BigInteger of(
      long used, BigInteger marginBps, BigInteger most, Settlement settlement) {
    BigInteger margin =
        BigInteger.valueOf(used).multiply(marginBps).add(BPS).subtract(BigInteger.ONE).divide(BPS);
    return BigInteger.valueOf(used)
        .add(margin)
        .add(BigInteger.valueOf(reserve(settlement)))
        .min(most);
  }

  /** Units above what a settlement uses. */
  private static long reserve(Settlement settlement) {
    long limit = 0;
    for (Trade trade : settlement.trades()) {
      limit = Math.max(limit, signature(trade.signature()));
      for (Hook hook : trade.hooks().calls()) {
        limit = Math.max(limit, hook.gasLimit());
      }
    }
    for (BasketTrade basket : settlement.baskets()) {
      limit = Math.max(limit, signature(basket.signed().signature()));
    }
    return limit == 0 ? 0 : limit + limit / 16 + CALLS;
  }

  private static long signature(Bytes signature) {
    return signature.size() == Signature.COMPACT_SIZE ? 0 : SignatureJudge.ERC1271_GAS;
  }
}
