package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.BasketOrder;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.function.Function;

/** The baskets' terms of the bound. Prices are in the certificate's unit. */
final class BasketBound {
  private BasketBound() {}

  /**
   * The most that fills can score, counting what they give and take at {@code prices}: per unit
   * what the owner gives less what the owner gets, the net amount being the signed limit. More than
   * that is worth no more, since the quote token's price is not below its reference price. An
   * ERC-1155 counts nothing: no liquidity of the instance has any.
   */
  static BigInteger of(BasketOrder order, Function<Address, BigInteger> prices) {
    BigInteger perUnit =
        prices.apply(order.basket().quoteToken()).multiply(order.basket().quotePerUnit());
    for (Leg leg : order.basket().legs()) {
      if (leg.isErc20()) {
        perUnit = perUnit.add(prices.apply(leg.token()).multiply(leg.amount()));
      }
    }
    return perUnit.negate().max(BigInteger.ZERO).multiply(order.units());
  }
}
