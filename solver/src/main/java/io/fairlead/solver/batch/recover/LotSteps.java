package io.fairlead.solver.batch.recover;

import java.math.BigInteger;

/** The sizes that a lot may have. */
interface LotSteps {
  /** The lot nearest to {@code wanted} wei, in proportion; at least 1. */
  BigInteger near(double wanted);

  /** The smallest lot of {@code wanted} wei or more; the largest there is if none is. */
  BigInteger atLeast(double wanted);

  /** The largest lot of {@code wanted} wei or less; at least 1. */
  BigInteger atMost(double wanted);

  /** By which part of {@code wanted} the nearest lot is off, about. */
  double miss(double wanted);
}
