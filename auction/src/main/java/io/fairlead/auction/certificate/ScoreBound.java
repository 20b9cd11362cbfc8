package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Certificate;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/** What prices say about the scores of an instance. */
public sealed interface ScoreBound {
  /**
   * No settlement scores more.
   *
   * @param fine native wei times {@link Certificate#UNIT}, rounded up
   */
  record Proven(BigInteger fine) implements ScoreBound {
    /** Native wei, rounded up. */
    public BigInteger wei() {
      return Outward.divideUp(fine, Certificate.UNIT);
    }
  }

  /**
   * The prices prove nothing.
   *
   * @param token whose price is at fault
   */
  record Inadmissible(CertificateFault fault, Address token) implements ScoreBound {}

  /** There is no bound, whatever the prices, because of a pool. */
  record NotComputable(String liquidity, Uncomputable why) implements ScoreBound {}
}
