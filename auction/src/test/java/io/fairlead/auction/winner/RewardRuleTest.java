package io.fairlead.auction.winner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class RewardRuleTest {
  private static final RewardRule RULE =
      new RewardRule(big(10), big(500), new Rational(BigInteger.ONE, BigInteger.TWO));

  @Test
  void whatTheSolverAddsToTheTotal() {
    assertThat(reward(RULE, 380, 300, 0, 1_000)).isEqualTo(80);
  }

  @Test
  void aScoreThatDidNotSettleIsTakenOffDownToThePenaltyAtMost() {
    assertThat(reward(RULE, 380, 300, 85, 1_000)).isEqualTo(-5);
    assertThat(reward(RULE, 380, 300, 190, 1_000)).isEqualTo(-10);
  }

  @Test
  void theRewardIsCappedByItsOwnLimitAndByTheFees() {
    assertThat(reward(RULE, 2_000, 0, 0, 100_000)).isEqualTo(500);
    // Half of 41 and a third, rounded down.
    assertThat(RULE.reward(big(2_000), big(0), big(0), new Rational(big(124), big(3))))
        .isEqualTo(20);
    assertThat(reward(RULE, 2_000, 0, 0, 0)).isZero();
  }

  @Test
  void limitsCanBeLeftOut() {
    RewardRule free = new RewardRule(BigInteger.ZERO, null, null);
    assertThat(reward(free, 2_000, 1, 0, 0)).isEqualTo(1_999);
    assertThat(reward(free, 2_000, 1, 3_000, 0)).isZero();
  }

  @Test
  void refusesNegativeSettings() {
    assertThatThrownBy(() -> new RewardRule(big(-1), null, null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RewardRule(big(0), big(-1), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RewardRule(big(0), null, Rational.of(big(-1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BigInteger reward(
      RewardRule rule, long total, long reference, long missed, long fees) {
    return rule.reward(big(total), big(reference), big(missed), Rational.of(big(fees)));
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }
}
