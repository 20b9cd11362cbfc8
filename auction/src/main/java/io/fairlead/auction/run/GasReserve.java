package io.fairlead.auction.run;

import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.settlement.BasketTrade;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureJudge;

/**
 * Gas that must be there and is not used: the contract gives an account's signature check and each
 * hook a fixed limit, and refuses to go on if less is left.
 */
final class GasReserve {
  // Two calls deep, each keeping back a 64th, and what the calls themselves cost.
  private static final long CALLS = 10_000;

  private GasReserve() {}

  /** Units above what a settlement uses. */
  static long of(Settlement settlement) {
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
