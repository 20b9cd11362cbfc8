package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bounds here and in TypeScript: of weighted pools almost the same, of stable and of Curve's pools
 * the same.
 */
final class TwoBoundsTest {
  private static final BigInteger WHOLE = BigInteger.TEN.pow(18);

  /** A wei has as many bits in the unit of prices. */
  private static final int UNIT_BITS = 120;

  @TempDir private Path folder;

  private record Weighted(List<BigInteger> values, List<BigInteger> weights, BigInteger kept) {
    BigInteger bound() {
      return WeightedBound.of(values, weights, kept, WHOLE);
    }

    BigInteger worth() {
      return values.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    String line() {
      return IntStream.range(0, values.size())
          .mapToObj(i -> values.get(i) + ":" + weights.get(i))
          .collect(Collectors.joining(" ", "weighted " + kept + " ", ""));
    }
  }

  @Test
  void ofStablePoolsAreTheSame() throws IOException, InterruptedException {
    List<PricedPool> pools = new ArrayList<>();
    RandomAuctions.forAll(400, random -> pools.add(RandomStable.of(random)));
    // The most tokens and the longest numbers there can be must not take long.
    pools.add(RandomStable.largest(new RandomAuctions(1)));
    Kinds found = same(pools);
    assertThat(found.impossible()).isBetween(5, 100);
    assertThat(found.gains()).isBetween(150, 390);
    assertThat(found.proper()).isGreaterThan(150);
  }

  @Test
  void ofCurvePoolsAreTheSame() throws IOException, InterruptedException {
    List<PricedPool> pools = new ArrayList<>();
    RandomAuctions.forAll(150, random -> pools.add(RandomCurve.of(random)));
    pools.add(RandomCurve.largest(new RandomAuctions(1), 1));
    pools.add(RandomCurve.largest(new RandomAuctions(2), 100));
    Kinds found = same(pools);
    assertThat(found.impossible()).isBetween(3, 50);
    assertThat(found.gains()).isBetween(60, 148);
    assertThat(found.proper()).isGreaterThan(50);
  }

  /**
   * How many pools there were of a kind.
   *
   * @param impossible without a bound
   * @param gains of which something can be taken out
   * @param proper of which something, and not everything
   */
  private record Kinds(int impossible, int gains, int proper) {}

  /** Holds that both find the same of every pool. */
  private Kinds same(List<PricedPool> pools) throws IOException, InterruptedException {
    List<String> answers = SecondBounds.ask(folder, pools.stream().map(PricedPool::line).toList());
    SoftAssertions soft = new SoftAssertions();
    int impossible = 0;
    int gains = 0;
    int proper = 0;
    for (int i = 0; i < pools.size(); i++) {
      PricedPool pool = pools.get(i);
      String answer = answers.get(i);
      switch (PoolBound.of(pool.pool(), pool.prices())) {
        case Extractable.AtMost(BigInteger most) -> {
          soft.assertThat(answer).as(pool.line()).isEqualTo(most.toString());
          gains += most.signum();
          proper += most.signum() > 0 && most.compareTo(pool.worth()) < 0 ? 1 : 0;
        }
        case Extractable.Unknown _ -> {
          soft.assertThat(answer).as(pool.line()).isEqualTo("impossible");
          impossible++;
        }
      }
    }
    soft.assertAll();
    return new Kinds(impossible, gains, proper);
  }

  @Test
  void ofWeightedPoolsTheOtherIsNeverLargerAndAlmostTheSame()
      throws IOException, InterruptedException {
    List<Weighted> pools = new ArrayList<>();
    RandomAuctions.forAll(200, random -> pools.add(weighted(random)));
    List<String> answers = SecondBounds.ask(folder, pools.stream().map(Weighted::line).toList());
    SoftAssertions soft = new SoftAssertions();
    int gains = 0;
    for (int i = 0; i < pools.size(); i++) {
      Weighted pool = pools.get(i);
      String answer = answers.get(i);
      int blank = answer.indexOf(' ');
      BigInteger lower = new BigInteger(answer.substring(0, blank));
      BigInteger upper = new BigInteger(answer.substring(blank + 1));
      // This search ends in doubles, whose error counts squared; both round up.
      BigInteger apart = pool.worth().shiftRight(80).add(BigInteger.TEN);
      BigInteger bound = pool.bound();
      soft.assertThat(lower).as(pool.line()).isLessThanOrEqualTo(bound);
      soft.assertThat(upper)
          .as(pool.line())
          .isBetween(bound.subtract(apart), bound.add(BigInteger.ONE));
      soft.assertThat(upper.subtract(lower))
          .as(pool.line())
          .isLessThanOrEqualTo(pool.worth().shiftRight(190).add(BigInteger.TWO));
      gains += bound.signum();
    }
    soft.assertAll();
    assertThat(gains).isBetween(100, 199);
  }

  /** Of up to eight tokens; off the balance by what a fee may be, or by any factor. */
  private static Weighted weighted(RandomAuctions random) {
    List<BigInteger> values = new ArrayList<>();
    List<BigInteger> weights = new ArrayList<>();
    boolean near = random.bool();
    BigInteger scale = random.positive(180).shiftLeft(UNIT_BITS);
    int tokens = 2 + random.below(7);
    for (int i = 0; i < tokens; i++) {
      BigInteger weight = random.positive(1 + random.below(57));
      weights.add(weight);
      values.add(
          near
              ? scale
                  .multiply(weight)
                  .multiply(BigInteger.valueOf(1_000_000 + random.below(10_000)))
                  .divide(BigInteger.valueOf(1_000_000))
              : random.below(20) == 0
                  ? BigInteger.ZERO
                  : random.positive(100 + random.below(200)).shiftLeft(UNIT_BITS));
    }
    BigInteger fee = random.bool() ? BigInteger.ZERO : random.positive(54);
    return new Weighted(values, weights, WHOLE.subtract(fee));
  }
}
