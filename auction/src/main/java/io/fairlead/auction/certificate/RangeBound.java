package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity.Concentrated;
import io.fairlead.auction.price.TickPrice;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;

/**
 * What can be taken out of concentrated liquidity. Between two initialised ticks it is a constant
 * product of the virtual reserves {@code L / sqrt P} and {@code L * sqrt P} (Uniswap v3 Core
 * whitepaper, section 6.2); a swap gives at least and takes at most what the curve says for the
 * square root price it ends at, as that is rounded by the pool. So the bound walks from tick to
 * tick as long as the price at the start of a stretch is better than the given ones by more than
 * the fee, takes whole stretches at the exact ratio and the last one up to the point where it is
 * not.
 */
final class RangeBound {
  private static final int RESOLUTION = 96;
  private static final BigInteger PIPS = BigInteger.valueOf(1_000_000);

  private final BigInteger price0;
  private final BigInteger price1;
  private final BigInteger kept;

  /** The square of {@code 2 sqrt(price0 * price1 / g)}, times {@code kept}. */
  private final BigInteger rootSquare;

  private RangeBound(BigInteger price0, BigInteger price1, BigInteger kept) {
    this.price0 = price0;
    this.price1 = price1;
    this.kept = kept;
    this.rootSquare = price0.multiply(price1).multiply(PIPS).shiftLeft(2);
  }

  /** An upper bound; less than 3 above the supremum per stretch of the curve that is used. */
  static Extractable of(Concentrated pool, BigInteger price0, BigInteger price1) {
    BigInteger kept = PIPS.subtract(BigInteger.valueOf(pool.feePips()));
    BigInteger sqrt = pool.sqrtPriceX96();
    if (sqrt.signum() == 0 && pool.liquidity().signum() == 0) {
      return Extractable.NOTHING;
    }
    if (kept.signum() <= 0
        || kept.compareTo(PIPS) > 0
        || pool.liquidity().signum() < 0
        || sqrt.compareTo(TickPrice.MIN_SQRT) < 0
        || sqrt.compareTo(TickPrice.MAX_SQRT) >= 0) {
      return Extractable.IMPOSSIBLE;
    }
    RangeBound bound = new RangeBound(price0, price1, kept);
    if (bound.isWorthGiving0(sqrt)) {
      return bound.down(pool);
    }
    return bound.isWorthGiving1(sqrt) ? bound.up(pool) : Extractable.NOTHING;
  }

  /** {@code g * price1 * P > price0}. */
  private boolean isWorthGiving0(BigInteger sqrt) {
    return kept.multiply(price1).multiply(sqrt.multiply(sqrt)).compareTo(scaled(price0)) > 0;
  }

  /** {@code g * price0 > price1 * P}. */
  private boolean isWorthGiving1(BigInteger sqrt) {
    return kept.multiply(price0)
            .shiftLeft(2 * RESOLUTION)
            .compareTo(PIPS.multiply(price1).multiply(sqrt.multiply(sqrt)))
        > 0;
  }

  private BigInteger scaled(BigInteger price) {
    return PIPS.multiply(price).shiftLeft(2 * RESOLUTION);
  }

  private Extractable down(Concentrated pool) {
    BigInteger total = BigInteger.ZERO;
    BigInteger from = pool.sqrtPriceX96();
    BigInteger liquidity = pool.liquidity();
    SortedMap<Integer, BigInteger> below =
        pool.liquidityNet().headMap(Math.addExact(pool.tick(), 1)).reversed();
    for (Map.Entry<Integer, BigInteger> tick : below.entrySet()) {
      BigInteger to = TickPrice.sqrtX96(tick.getKey());
      if (to.compareTo(from) > 0) {
        return Extractable.IMPOSSIBLE;
      }
      if (!isWorthGiving0(to)) {
        return new Extractable.AtMost(total.add(partDown(liquidity, from)));
      }
      total = total.add(wholeDown(liquidity, from, to));
      from = to;
      liquidity = liquidity.subtract(tick.getValue());
      if (liquidity.signum() < 0) {
        // A pool does not cross such a tick.
        return new Extractable.AtMost(total);
      }
    }
    return new Extractable.AtMost(
        total.add(
            isWorthGiving0(TickPrice.MIN_SQRT)
                ? wholeDown(liquidity, from, TickPrice.MIN_SQRT)
                : partDown(liquidity, from)));
  }

  private Extractable up(Concentrated pool) {
    BigInteger total = BigInteger.ZERO;
    BigInteger from = pool.sqrtPriceX96();
    BigInteger liquidity = pool.liquidity();
    SortedMap<Integer, BigInteger> above =
        pool.liquidityNet().tailMap(Math.addExact(pool.tick(), 1));
    for (Map.Entry<Integer, BigInteger> tick : above.entrySet()) {
      BigInteger to = TickPrice.sqrtX96(tick.getKey());
      if (to.compareTo(from) < 0) {
        return Extractable.IMPOSSIBLE;
      }
      if (!isWorthGiving1(to)) {
        return new Extractable.AtMost(total.add(partUp(liquidity, from)));
      }
      total = total.add(wholeUp(liquidity, from, to));
      from = to;
      liquidity = liquidity.add(tick.getValue());
      if (liquidity.signum() < 0) {
        return new Extractable.AtMost(total);
      }
    }
    return new Extractable.AtMost(
        total.add(
            isWorthGiving1(TickPrice.MAX_SQRT)
                ? wholeUp(liquidity, from, TickPrice.MAX_SQRT)
                : partUp(liquidity, from)));
  }

  /**
   * {@code L * (price1 * (s - t) - price0 / g * (1 / t - 1 / s))} from {@code s} down to {@code t}.
   */
  private BigInteger wholeDown(BigInteger liquidity, BigInteger from, BigInteger to) {
    BigInteger ends = from.multiply(to);
    BigInteger perStep = kept.multiply(price1).multiply(ends).subtract(scaled(price0));
    return Outward.divideUp(
        liquidity.multiply(from.subtract(to)).multiply(perStep),
        kept.multiply(ends).shiftLeft(RESOLUTION));
  }

  /**
   * {@code L * (price0 * (1 / s - 1 / t) - price1 / g * (t - s))} from {@code s} up to {@code t}.
   */
  private BigInteger wholeUp(BigInteger liquidity, BigInteger from, BigInteger to) {
    BigInteger ends = from.multiply(to);
    BigInteger perStep =
        kept.multiply(price0)
            .shiftLeft(2 * RESOLUTION)
            .subtract(PIPS.multiply(price1).multiply(ends));
    return Outward.divideUp(
        liquidity.multiply(to.subtract(from)).multiply(perStep),
        kept.multiply(ends).shiftLeft(RESOLUTION));
  }

  private BigInteger partDown(BigInteger liquidity, BigInteger from) {
    BigInteger taken = price1.multiply(liquidity).multiply(from);
    BigInteger given = price0.multiply(liquidity).multiply(PIPS).shiftLeft(RESOLUTION);
    return Outward.divideUp(taken, BigInteger.ONE.shiftLeft(RESOLUTION))
        .add(Outward.divideUp(given, kept.multiply(from)))
        .subtract(root(liquidity));
  }

  private BigInteger partUp(BigInteger liquidity, BigInteger from) {
    BigInteger taken = price0.multiply(liquidity).shiftLeft(RESOLUTION);
    BigInteger given = price1.multiply(liquidity).multiply(PIPS).multiply(from);
    return Outward.divideUp(taken, from)
        .add(Outward.divideUp(given, kept.shiftLeft(RESOLUTION)))
        .subtract(root(liquidity));
  }

  /** {@code 2 L sqrt(price0 * price1 / g)}, rounded down; the same wherever in the stretch. */
  private BigInteger root(BigInteger liquidity) {
    return rootSquare.multiply(liquidity.multiply(liquidity)).divide(kept).sqrt();
  }
}
