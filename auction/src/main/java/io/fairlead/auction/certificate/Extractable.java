package io.fairlead.auction.certificate;

import java.math.BigInteger;

/** What can be taken out of a pool at given prices, beyond what is put in. */
sealed interface Extractable {
  /** Nothing. */
  Extractable NOTHING = new AtMost(BigInteger.ZERO);

  /**
   * No trade takes more.
   *
   * @param value native wei times {@link io.fairlead.auction.engine.Certificate#UNIT}, at least
   *     zero
   */
  record AtMost(BigInteger value) implements Extractable {}

  /** Nobody can say. */
  record Unknown(Uncomputable why) implements Extractable {}

  /** The pool's numbers contradict each other or are out of range. */
  Extractable IMPOSSIBLE = new Unknown(Uncomputable.IMPOSSIBLE_STATE);
}
