package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.contracts.primitive.Address;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What can be taken out of a weighted product of any number of tokens with the fee on what is put
 * in. A fee is an interval of prices: whatever is given counts {@code v}, and whatever is given
 * less its fee counts at most {@code v / g}, so for every {@code u} with {@code v <= u <= v / g}
 * trades take out at most what fee-free ones do at {@code u}, which by the inequality of weighted
 * means is {@code sum u * R - prod (u * R / p)^p}, {@code p} being the weights as shares. Any
 * {@code u} gives a bound; the best one has {@code u * R / p} as equal as the intervals allow. It
 * is looked for in doubles, put into the interval and evaluated with a logarithm and an exponential
 * that are never too large.
 */
final class WeightedBound {
  private static final int SEARCH = 200;
  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  private final List<BigInteger> values;
  private final List<BigInteger> weights;
  private final BigInteger kept;
  private final BigInteger whole;
  private final BigInteger weight;

  private WeightedBound(
      List<BigInteger> values, List<BigInteger> weights, BigInteger kept, BigInteger whole) {
    this.values = values;
    this.weights = weights;
    this.kept = kept;
    this.whole = whole;
    this.weight = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** What can be taken out of a weighted pool. */
  static Extractable of(Liquidity.WeightedProduct pool, Map<Address, BigInteger> prices) {
    BigInteger kept = ONE.subtract(pool.fee());
    if (kept.signum() <= 0 || kept.compareTo(ONE) > 0 || pool.reserves().size() < 2) {
      return Extractable.IMPOSSIBLE;
    }
    List<BigInteger> values = new ArrayList<>();
    List<BigInteger> weights = new ArrayList<>();
    for (Map.Entry<Address, WeightedReserve> entry : pool.reserves().entrySet()) {
      WeightedReserve reserve = entry.getValue();
      if (reserve.balance().signum() < 0
          || reserve.weight().signum() <= 0
          || reserve.scalingFactor().signum() <= 0
          || reserve.scalingFactor().mod(ONE).signum() != 0) {
        // A factor that is not of decimals alone would make swaps round in a way nobody deployed.
        return Extractable.IMPOSSIBLE;
      }
      values.add(reserve.balance().multiply(PoolBound.price(prices, entry.getKey())));
      weights.add(reserve.weight());
    }
    return new Extractable.AtMost(of(values, weights, kept, ONE));
  }

  /**
   * An upper bound.
   *
   * @param values reserves at their prices, at least zero
   * @param weights above zero, on any common scale
   * @param kept what the fee leaves of {@code whole}, above zero
   */
  static BigInteger of(
      List<BigInteger> values, List<BigInteger> weights, BigInteger kept, BigInteger whole) {
    WeightedBound bound = new WeightedBound(values, weights, kept, whole);
    if (bound.isBalanced()) {
      return BigInteger.ZERO;
    }
    if (values.contains(BigInteger.ZERO)) {
      // What costs nothing can buy all of the rest.
      return sum(values);
    }
    return bound.at(bound.level());
  }

  /** Whether {@code u * R / p} can be the same for all tokens, so that no trade gains. */
  private boolean isBalanced() {
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.size(); j++) {
        BigInteger one = kept.multiply(values.get(i)).multiply(weights.get(j));
        BigInteger other = whole.multiply(values.get(j)).multiply(weights.get(i));
        if (one.compareTo(other) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** {@code ln} of the common {@code u * R / weight}, where the means' derivative is zero. */
  private double level() {
    double fee = logarithm(whole) - logarithm(kept);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double[] lowest = new double[values.size()];
    for (int i = 0; i < lowest.length; i++) {
      lowest[i] = logarithm(values.get(i)) - logarithm(weights.get(i));
      low = Math.min(low, lowest[i]);
      high = Math.max(high, lowest[i] + fee);
    }
    for (int step = 0; step < SEARCH; step++) {
      double middle = (low + high) / 2;
      double pull = 0;
      for (int i = 0; i < lowest.length; i++) {
        double at = Math.clamp(middle, lowest[i], lowest[i] + fee);
        pull += weights.get(i).doubleValue() * (at - middle);
      }
      if (pull > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  private BigInteger at(double level) {
    List<BigInteger> chosen = new ArrayList<>();
    BigInteger logarithms = BigInteger.ZERO;
    for (int i = 0; i < values.size(); i++) {
      BigInteger value = values.get(i);
      double wanted = StrictMath.exp(level + logarithm(weights.get(i)));
      BigInteger most = value.multiply(whole).divide(kept);
      BigInteger at =
          Double.isFinite(wanted)
              ? new BigDecimal(wanted).toBigInteger().max(value).min(most)
              : most;
      chosen.add(at);
      BigInteger mean = at.multiply(weight).divide(weights.get(i));
      logarithms = logarithms.add(Logarithm.below(mean).multiply(weights.get(i)).divide(weight));
    }
    return sum(chosen).subtract(Logarithm.exponentialBelow(logarithms));
  }

  private static BigInteger sum(List<BigInteger> values) {
    return values.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Of a number above zero, however long. */
  private static double logarithm(BigInteger value) {
    int shift = Math.max(0, value.bitLength() - 62);
    return StrictMath.log((double) value.shiftRight(shift).longValueExact())
        + shift * StrictMath.log(2);
  }
}
