package io.fairlead.solver.batch.recover;

import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.pool.Pool;
import java.math.BigInteger;

/**
 * A maker's limit order or a level of an exchange's book. It takes part like an order that may be
 * filled in parts and whose surplus does not count: what it gives beyond its own rate at the
 * clearing prices is the owners'.
 *
 * @param pool the order
 * @param want the same as the search for prices sees it: what it takes is fixed
 * @param most wei of the token it takes, fee included, that fill all of it
 */
public record MakerTrade(Pool pool, Want want, BigInteger most) {
  /** What is filled of a part above zero: all or any amount below. */
  BigInteger amount(double part) {
    return part >= 1 ? most : Whole.of(part * most.doubleValue()).min(most);
  }
}
