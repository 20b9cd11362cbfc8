package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StableBoundTest {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final double UNIT = 1e36;

  @Test
  void noReservesWithTheSameInvariantCostLess() {
    RandomAuctions.forAll(
        500,
        random -> {
          int tokens = 2 + random.below(3);
          double k = 1 + Math.pow(10, random.below(40) / 10.0);
          BigInteger amplification = BigInteger.valueOf((long) (k * 1_000));
          List<BigInteger> reserves = many(random, tokens, 1, 1_000);
          List<BigInteger> prices = prices(random, tokens);
          double least =
              StableBound.leastValue(reserves, prices, amplification).doubleValue()
                  / (UNIT * ONE.doubleValue());
          double invariant = invariant(doubles(reserves, 1e18), amplification);
          for (int i = 0; i < 50; i++) {
            double[] other = doubles(many(random, tokens, 1, 1_000), 1e18);
            double scale = invariant / invariant(other, amplification) * (1 + 1e-10);
            double value = 0;
            for (int t = 0; t < tokens; t++) {
              value += other[t] * scale * prices.get(t).doubleValue() / UNIT;
            }
            assertThat(value).isGreaterThanOrEqualTo(least * (1 - 1e-12));
          }
        });
  }

  @Test
  void theCheapestReservesCostThat() {
    RandomAuctions.forAll(
        300,
        random -> {
          BigInteger amplification = BigInteger.valueOf(1_000L * (2 + random.below(5_000)));
          List<BigInteger> reserves = many(random, 2, 100, 1_000);
          List<BigInteger> prices =
              List.of(Tiny.between(random, 950_000, 1_050_000), BigInteger.valueOf(1_000_000))
                  .stream()
                  .map(price -> price.multiply(BigInteger.TEN.pow(30)))
                  .toList();
          double least =
              StableBound.leastValue(reserves, prices, amplification).doubleValue()
                  / (UNIT * ONE.doubleValue());
          double invariant = invariant(doubles(reserves, 1e18), amplification);
          double low = -12;
          double high = 12;
          for (int i = 0; i < 200; i++) {
            double left = low + (high - low) / 3;
            double right = high - (high - low) / 3;
            if (value(left, invariant, prices, amplification)
                < value(right, invariant, prices, amplification)) {
              high = right;
            } else {
              low = left;
            }
          }
          double cheapest = value(low, invariant, prices, amplification);
          assertThat(cheapest / least).isBetween(1 - 1e-11, 1 + 1e-9);
        });
  }

  /** The invariant is the same, whoever's contract keeps it. */
  @Test
  void aPoolOfCurvesIsBoundedAsABalancerPoolOfItsReserves() {
    RandomAuctions.forAll(
        200,
        random -> {
          int tokens = 2 + random.below(3);
          long amplification = 1L + random.below(5_000);
          List<BigInteger> prices = prices(random, tokens);
          List<Liquidity.CurveCoin> coins = new ArrayList<>();
          SortedMap<Address, Liquidity.StableReserve> reserves = new TreeMap<>();
          SortedMap<Address, BigInteger> priced = new TreeMap<>();
          for (BigInteger balance : many(random, tokens, 1, 1_000)) {
            Address token = random.address();
            Liquidity.StableReserve reserve = new Liquidity.StableReserve(balance, ONE);
            coins.add(new Liquidity.CurveCoin(token, reserve));
            reserves.put(token, reserve);
            priced.put(token, prices.get(priced.size()));
          }
          Liquidity.Stable balancer =
              new Liquidity.Stable(
                  "1",
                  Address.ZERO,
                  0,
                  Bytes32.ZERO,
                  reserves,
                  BigInteger.valueOf(1_000 * amplification),
                  BigInteger.ZERO);
          Extractable bound = PoolBound.of(balancer, priced);
          for (int precision : List.of(1, 100)) {
            BigInteger whole = BigInteger.valueOf(amplification * precision);
            assertThat(PoolBound.of(curve(coins, whole, precision, 4_000_000), priced))
                .isEqualTo(bound);
          }
          BigInteger whole = BigInteger.valueOf(amplification);
          assertThat(PoolBound.of(curve(coins, BigInteger.ZERO, 1, 0), priced))
              .isEqualTo(Extractable.IMPOSSIBLE);
          assertThat(PoolBound.of(curve(coins, whole, 10, 0), priced))
              .isEqualTo(Extractable.IMPOSSIBLE);
          assertThat(PoolBound.of(curve(coins, whole, 1, 10_000_000_000L), priced))
              .isEqualTo(Extractable.IMPOSSIBLE);
          List<Liquidity.CurveCoin> twice = List.of(coins.getFirst(), coins.getFirst());
          assertThat(PoolBound.of(curve(twice, whole, 1, 0), priced))
              .isEqualTo(Extractable.IMPOSSIBLE);
        });
  }

  private static Liquidity.CurveStable curve(
      List<Liquidity.CurveCoin> coins, BigInteger amplification, int precision, long fee) {
    return new Liquidity.CurveStable(
        "1",
        Address.ZERO,
        0,
        coins,
        amplification,
        precision,
        BigInteger.valueOf(fee),
        BigInteger.valueOf(5_000_000_000L));
  }

  /** Of reserves in the ratio {@code e^t} with this invariant. */
  private static double value(
      double t, double invariant, List<BigInteger> prices, BigInteger amplification) {
    double[] reserves = {Math.exp(t), 1};
    double scale = invariant / invariant(reserves, amplification);
    return scale
        * (reserves[0] * prices.get(0).doubleValue() + reserves[1] * prices.get(1).doubleValue())
        / UNIT;
  }

  /** By Newton's method in doubles. */
  private static double invariant(double[] reserves, BigInteger amplification) {
    double k = amplification.doubleValue() / 1_000;
    int n = reserves.length;
    double sum = 0;
    for (double reserve : reserves) {
      sum += reserve;
    }
    double d = sum;
    for (int i = 0; i < 255; i++) {
      double power = d;
      for (double reserve : reserves) {
        power *= d / (reserve * n);
      }
      d = (k * sum + n * power) * d / ((k - 1) * d + (n + 1) * power);
    }
    return d;
  }

  private static List<BigInteger> many(RandomAuctions random, int tokens, int low, int high) {
    List<BigInteger> values = new ArrayList<>();
    for (int i = 0; i < tokens; i++) {
      values.add(ONE.multiply(Tiny.between(random, low, high)).add(random.uint(59)));
    }
    return values;
  }

  private static List<BigInteger> prices(RandomAuctions random, int tokens) {
    return IntStream.range(0, tokens)
        .mapToObj(i ->
            Tiny.between(random, random.bool() ? 10 : 990_000, 1_010_000)
                .multiply(BigInteger.TEN.pow(30)))
        .toList();
  }

  private static double[] doubles(List<BigInteger> values, double unit) {
    return values.stream().mapToDouble(value -> value.doubleValue() / unit).toArray();
  }
}
