package io.fairlead.sequencer.state;

import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import java.math.BigInteger;

/**
 * What one intent or basket gave and got.
 *
 * @param amounts of a basket the net amounts in its quote token, given and got
 * @param units of a basket; zero of an intent
 */
record Filling(Fill amounts, BigInteger units) {
  static Filling of(Fill fill) {
    return new Filling(fill, BigInteger.ZERO);
  }

  static Filling of(BasketFill fill) {
    BigInteger zero = BigInteger.ZERO;
    return new Filling(
        new Fill(fill.quote().negate().max(zero), fill.quote().max(zero), zero), fill.units());
  }

  Filling plus(Filling other) {
    return new Filling(
        new Fill(
            amounts.sold().add(other.amounts.sold()),
            amounts.bought().add(other.amounts.bought()),
            amounts.fee().add(other.amounts.fee())),
        units.add(other.units));
  }
}
