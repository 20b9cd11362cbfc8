package io.fairlead.auction.winner;

import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.settlement.AuctionId;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The rules by which the winners of a batch are found, replaced and paid; part of its transcript.
 *
 * @param selection how many win together, and how long they are searched for
 * @param maxFallbacks how often winners that did not land are replaced
 * @param maxFailedSimulations solutions of one solver that may fail simulation before all its other
 *     ones that were not awarded are out, so that nobody can hold up a batch for long
 * @param rewards what winners are paid
 * @param standing what becomes of solvers whose awards do not settle
 */
public record AwardRules(
    SelectionRule selection,
    int maxFallbacks,
    int maxFailedSimulations,
    RewardRule rewards,
    StandingRule standing) {
  /**
   * The usual ones: four winners, two replacements, rewards from -0.01 to 0.012 of the native token
   * (the caps of CoW Protocol's CIP-20 on mainnet).
   */
  public static final AwardRules DEFAULT =
      new AwardRules(
          new SelectionRule(4, 100_000_000),
          2,
          8,
          new RewardRule(
              BigInteger.TEN.pow(16),
              BigInteger.valueOf(12).multiply(BigInteger.TEN.pow(15)),
              null),
          StandingRule.DEFAULT);

  /**
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  public AwardRules {
    if (selection.maxWinners() > AuctionId.PLACES) {
      throw new IllegalArgumentException("maxWinners must not be more than " + AuctionId.PLACES);
    }
    if (maxFallbacks < 0) {
      throw new IllegalArgumentException("maxFallbacks must not be negative");
    }
    if (maxFailedSimulations < 1) {
      throw new IllegalArgumentException("maxFailedSimulations must be from 1");
    }
  }

  /** Every rule by its name in a transcript; numbers in decimal digits. */
  public SortedMap<String, String> values() {
    SortedMap<String, String> values = new TreeMap<>();
    values.put("maxWinners", Integer.toString(selection.maxWinners()));
    values.put("maxSteps", Long.toString(selection.maxSteps()));
    values.put("maxFallbacks", Integer.toString(maxFallbacks));
    values.put("maxFailedSimulations", Integer.toString(maxFailedSimulations));
    values.put("maxPenalty", rewards.maxPenalty().toString());
    values.put("standingWindow", Integer.toString(standing.window()));
    values.put("minimumStanding", Integer.toString(standing.minimum()));
    BigInteger maxReward = rewards.maxReward();
    if (maxReward != null) {
      values.put("maxReward", maxReward.toString());
    }
    Rational maxFeeShare = rewards.maxFeeShare();
    if (maxFeeShare != null) {
      values.put("maxFeeShare", maxFeeShare.toString());
    }
    return values;
  }
}
