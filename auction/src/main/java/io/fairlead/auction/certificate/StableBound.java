package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What can be taken out of a stable pool: reserves {@code x} whose invariant {@code D} is given by
 * {@code K * sum x + D = K * D + D^(n+1) / (n^n * prod x)}, {@code K} the amplification (Egorov,
 * "StableSwap", 2019). No swap lowers {@code D}, so what is left costs at least the cheapest
 * reserves with it. Those are bounded from below by Lagrange's multiplier {@code m}, any of which
 * is valid: with {@code c = price - m * K > 0} and the inequality of means over the {@code n + 1}
 * terms,
 *
 * <pre>  sum price * x &gt;= (n + 1) * (m * D^(n+1) / n^n * prod c)^(1/(n+1)) + m * D * (K - 1)
 * </pre>
 *
 * <p>Of the multipliers the best is taken, found by the sign of the derivative in whole numbers, so
 * that whoever recomputes a bound finds the same (docs/transcript.md section 4). Fees are not
 * counted: that swaps back and forth cannot win back a part of them is known of products, not of
 * this invariant. The bound is looser by what a price off by the fee could take out without it.
 */
final class StableBound {
  private static final BigInteger PRECISION = BigInteger.valueOf(1_000);

  /** Of a multiplier; what is cut off counts squared. */
  private static final int SIGNIFICANT_BITS = 48;

  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  /** The unit of Curve's fees. */
  private static final BigInteger CURVE_ONE = BigInteger.TEN.pow(10);

  /** {@code A_PRECISION} of the contracts that have one. */
  private static final int CURVE_PRECISION = 100;

  /** By how much the iterations of one swap may miss the invariant; they stop within a unit. */
  private static final BigInteger ROUNDING = BigInteger.valueOf(16);

  private final int tokens;
  private final BigInteger amplification;

  private StableBound(int tokens, BigInteger amplification) {
    this.tokens = tokens;
    this.amplification = amplification;
  }

  /** What can be taken out of a stable pool; its own share token is not traded. */
  static Extractable of(Liquidity.Stable pool, Map<Address, BigInteger> prices) {
    SortedMap<Address, StableReserve> traded = new TreeMap<>(pool.reserves());
    traded.remove(pool.address());
    return isShare(pool.fee(), ONE)
        ? of(traded, pool.amplification(), prices)
        : Extractable.IMPOSSIBLE;
  }

  /**
   * What can be taken out of a Curve pool: swaps, rounded there as here, lower the invariant no
   * more, and what of the fee leaves the pool is less than the fee.
   */
  static Extractable of(Liquidity.CurveStable pool, Map<Address, BigInteger> prices) {
    SortedMap<Address, StableReserve> traded = new TreeMap<>();
    pool.coins().forEach(coin -> traded.put(coin.token(), coin.reserve()));
    boolean twice = traded.size() < pool.coins().size();
    if (twice
        || (pool.precision() != 1 && pool.precision() != CURVE_PRECISION)
        || !isShare(pool.fee(), CURVE_ONE)
        || pool.adminFee().signum() < 0
        || pool.adminFee().compareTo(CURVE_ONE) > 0) {
      return Extractable.IMPOSSIBLE;
    }
    return of(
        traded,
        pool.amplification().multiply(PRECISION).divide(BigInteger.valueOf(pool.precision())),
        prices);
  }

  private static boolean isShare(BigInteger share, BigInteger one) {
    return share.signum() >= 0 && share.compareTo(one) < 0;
  }

  /**
   * What can be taken out of reserves.
   *
   * @param perToken {@code K} times 1,000, divided by the number of tokens
   */
  private static Extractable of(
      SortedMap<Address, StableReserve> traded,
      BigInteger perToken,
      Map<Address, BigInteger> prices) {
    BigInteger worth = BigInteger.ZERO;
    List<BigInteger> reserves = new ArrayList<>();
    List<BigInteger> scaledPrices = new ArrayList<>();
    for (Map.Entry<Address, StableReserve> entry : traded.entrySet()) {
      StableReserve reserve = entry.getValue();
      if (reserve.balance().signum() < 0 || reserve.scalingFactor().signum() <= 0) {
        return Extractable.IMPOSSIBLE;
      }
      BigInteger price = PoolBound.price(prices, entry.getKey());
      worth = worth.add(reserve.balance().multiply(price));
      reserves.add(reserve.balance().multiply(reserve.scalingFactor()).divide(ONE));
      scaledPrices.add(price.multiply(ONE).divide(reserve.scalingFactor()));
    }
    if (reserves.size() < 2 || perToken.signum() <= 0) {
      return Extractable.IMPOSSIBLE;
    }
    if (reserves.contains(BigInteger.ZERO) || scaledPrices.contains(BigInteger.ZERO)) {
      return new Extractable.AtMost(worth);
    }
    BigInteger amplification = perToken.multiply(BigInteger.valueOf(reserves.size()));
    return new Extractable.AtMost(
        worth.subtract(leastValue(reserves, scaledPrices, amplification)).max(BigInteger.ZERO));
  }

  /**
   * The least that reserves with at least the invariant of {@code reserves} can be worth; rounded
   * down.
   *
   * @param reserves above zero, with 18 decimals
   * @param prices per unit of {@code reserves}, above zero, rounded down
   * @param amplification {@code K} times 1,000
   */
  static BigInteger leastValue(
      List<BigInteger> reserves, List<BigInteger> prices, BigInteger amplification) {
    StableBound bound = new StableBound(reserves.size(), amplification);
    BigInteger exact = bound.invariantBelow(reserves);
    BigInteger invariant = exact.subtract(slack(reserves, exact));
    return invariant.signum() <= 0
        ? BigInteger.ZERO
        : bound.at(bound.multiplier(prices), prices, invariant).max(BigInteger.ZERO);
  }

  /**
   * By how much all swaps of a settlement together may lower the invariant by rounding: each by
   * what its iterations miss, and by a unit of every reserve, which weighs at most invariant over
   * reserve.
   */
  private static BigInteger slack(List<BigInteger> reserves, BigInteger invariant) {
    BigInteger perSwap = ROUNDING;
    for (BigInteger reserve : reserves) {
      perSwap = perSwap.add(Outward.divideUp(invariant, reserve));
    }
    return perSwap.multiply(PoolBound.MAX_SWAPS);
  }

  /** The largest whole number not above the invariant. */
  private BigInteger invariantBelow(List<BigInteger> reserves) {
    BigInteger product = BigInteger.valueOf(tokens).pow(tokens);
    BigInteger sum = BigInteger.ZERO;
    for (BigInteger reserve : reserves) {
      product = product.multiply(reserve);
      sum = sum.add(reserve);
    }
    // The invariant is at most the sum, by the inequality of means.
    BigInteger low = BigInteger.ZERO;
    BigInteger high = sum;
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
      if (isBelow(middle, sum, product)) {
        low = middle;
      } else {
        high = middle.subtract(BigInteger.ONE);
      }
    }
    return low;
  }

  /** {@code K * (sum - D) + D >= D^(n+1) / product}, which holds exactly up to the invariant. */
  private boolean isBelow(BigInteger d, BigInteger sum, BigInteger product) {
    BigInteger left =
        amplification.multiply(sum.subtract(d)).add(PRECISION.multiply(d)).multiply(product);
    return left.compareTo(PRECISION.multiply(d.pow(tokens + 1))) >= 0;
  }

  /**
   * A thousandth of the best multiplier, at prices cut to what gives it so many leading bits. The
   * bound is concave in it, and {@code D} only scales it.
   */
  private BigInteger multiplier(List<BigInteger> prices) {
    int cut = Math.max(0, most(prices).bitLength() - SIGNIFICANT_BITS);
    List<BigInteger> leading = prices.stream().map(price -> price.shiftRight(cut)).toList();
    BigInteger low = BigInteger.ONE;
    BigInteger high = most(leading);
    while (low.compareTo(high) < 0) {
      BigInteger middle = low.add(high).add(BigInteger.ONE).shiftRight(1);
      if (rises(middle, leading)) {
        low = middle;
      } else {
        high = middle.subtract(BigInteger.ONE);
      }
    }
    return low.min(high).shiftLeft(cut);
  }

  /** A thousandth of the largest multiplier that leaves every {@code c} above zero. */
  private BigInteger most(List<BigInteger> prices) {
    BigInteger least = prices.stream().min(BigInteger::compareTo).orElseThrow();
    return least.subtract(BigInteger.ONE).divide(amplification);
  }

  /**
   * Whether the bound's derivative by {@code m} is not below zero. With {@code C = prod c} that is
   * {@code (m * C / n^n)^(1/(n+1)) * (1/m - sum K/c) + K - 1 >= 0}, here without fractions and
   * roots.
   */
  private boolean rises(BigInteger thousandth, List<BigInteger> prices) {
    BigInteger taken = thousandth.multiply(amplification);
    BigInteger product = BigInteger.ONE;
    BigInteger others = BigInteger.ZERO;
    for (BigInteger price : prices) {
      BigInteger above = price.subtract(taken);
      others = others.multiply(above).add(product);
      product = product.multiply(above);
    }
    BigInteger first = product.subtract(taken.multiply(others));
    BigInteger second = amplification.subtract(PRECISION);
    if (first.signum() == second.signum()) {
      return first.signum() >= 0;
    }
    return PRECISION
            .multiply(signedPower(first))
            .add(
                signedPower(second)
                    .multiply(thousandth.multiply(product).multiply(count()).pow(tokens)))
            .signum()
        >= 0;
  }

  private BigInteger signedPower(BigInteger value) {
    return value.abs().pow(tokens).multiply(value);
  }

  private BigInteger count() {
    return BigInteger.valueOf(tokens);
  }

  private BigInteger at(BigInteger thousandth, List<BigInteger> prices, BigInteger invariant) {
    BigInteger product = thousandth.multiply(PRECISION).multiply(invariant.pow(tokens + 1));
    for (BigInteger price : prices) {
      product = product.multiply(price.subtract(thousandth.multiply(amplification)));
    }
    return rootBelow(product.divide(BigInteger.valueOf(tokens).pow(tokens)), tokens + 1)
        .multiply(BigInteger.valueOf(tokens + 1L))
        .add(thousandth.multiply(invariant).multiply(amplification.subtract(PRECISION)));
  }

  /** The largest whole number whose power is not above {@code value}: Newton's from above. */
  private static BigInteger rootBelow(BigInteger value, int degree) {
    if (value.signum() == 0) {
      return BigInteger.ZERO;
    }
    BigInteger n = BigInteger.valueOf(degree);
    BigInteger root = BigInteger.ONE.shiftLeft(Math.ceilDiv(value.bitLength(), degree));
    while (true) {
      BigInteger next =
          root.multiply(BigInteger.valueOf(degree - 1L))
              .add(value.divide(root.pow(degree - 1)))
              .divide(n);
      if (next.compareTo(root) >= 0) {
        return root;
      }
      root = next;
    }
  }
}
