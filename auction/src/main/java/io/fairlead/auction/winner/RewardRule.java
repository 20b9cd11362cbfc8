package io.fairlead.auction.winner;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What winning solvers are paid: the total score less what it would have been without them, less
 * the scores of their solutions that did not settle (a second-price rule, as CoW Protocol's CIP-20
 * and CIP-67 have it), within limits.
 *
 * @param maxPenalty native wei a solver pays at most for an auction; not negative
 * @param maxReward native wei a solver gets at most for an auction, or no such limit
 * @param maxFeeShare share of the protocol fees of its settled solutions a solver gets at most, or
 *     no such limit
 */
public record RewardRule(
    BigInteger maxPenalty, @Nullable BigInteger maxReward, @Nullable Rational maxFeeShare) {
  /**
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  public RewardRule {
    if (maxPenalty.signum() < 0) {
      throw new IllegalArgumentException("maxPenalty must not be negative");
    }
    if (maxReward != null && maxReward.signum() < 0) {
      throw new IllegalArgumentException("maxReward must not be negative");
    }
    if (maxFeeShare != null && maxFeeShare.signum() < 0) {
      throw new IllegalArgumentException("maxFeeShare must not be negative");
    }
  }

  /**
   * The reward of one winning solver, native wei, rounded down; below zero it is a penalty.
   *
   * @param total score of all winners
   * @param reference the total without this solver
   * @param missed scores of the solver's winning solutions that did not settle
   * @param fees protocol fees of those that did, native wei
   */
  public BigInteger reward(
      BigInteger total, BigInteger reference, BigInteger missed, Rational fees) {
    BigInteger reward = total.subtract(reference).subtract(missed);
    if (maxReward != null) {
      reward = reward.min(maxReward);
    }
    if (maxFeeShare != null) {
      reward = reward.min(maxFeeShare.times(fees).floor());
    }
    return reward.max(maxPenalty.negate());
  }
}
