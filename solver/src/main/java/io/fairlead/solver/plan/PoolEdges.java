package io.fairlead.solver.plan;

import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.pool.BookLevel;
import io.fairlead.solver.pool.ConcentratedPool;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.CurvePool;
import io.fairlead.solver.pool.LimitOrder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.StablePool;
import io.fairlead.solver.pool.TickMath;
import io.fairlead.solver.pool.WeightedPool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Pools as edges of the dual engine. */
public final class PoolEdges {
  private static final double TWO_96 = 0x1p96;
  private static final double FIXED_POINT = 1e18;

  private PoolEdges() {}

  /** The pool's curve in doubles; nonsense in a pool's state is the network's to refuse. */
  public static EdgeData of(Pool pool, ToIntFunction<Address> index) {
    return switch (pool) {
      case ConstantProductPool pair ->
          new EdgeData.Product(
              index.applyAsInt(pair.token0()),
              index.applyAsInt(pair.token1()),
              pair.reserve0().doubleValue(),
              pair.reserve1().doubleValue(),
              1 - pair.feeBps() / 1e4);
      case ConcentratedPool ticks -> concentrated(ticks, index);
      case WeightedPool weighted -> weighted(weighted, index);
      case StablePool stable -> stable(stable, index);
      case CurvePool curve -> curve(curve, index);
      case LimitOrder order -> {
        double perTaken = order.makerAmount().doubleValue() / order.takerAmount().doubleValue();
        double asked = order.takerAmount().add(order.feeAmount()).doubleValue();
        yield new EdgeData.Limit(
            index.applyAsInt(order.makerToken()),
            index.applyAsInt(order.takerToken()),
            asked / order.makerAmount().doubleValue(),
            order.left().doubleValue() * perTaken);
      }
      case BookLevel level -> {
        double received = level.lotOut().doubleValue() * (1 - level.feePips() / 1e6);
        yield new EdgeData.Limit(
            index.applyAsInt(level.tokenOut()),
            index.applyAsInt(level.tokenIn()),
            level.lotIn().doubleValue() / received,
            level.lots().doubleValue() * received);
      }
    };
  }

  private static EdgeData weighted(WeightedPool pool, ToIntFunction<Address> index) {
    return new EdgeData.Weighted(
        pool.tokens().stream().mapToInt(index).toArray(),
        pool.reserves().values().stream().mapToDouble(one -> one.balance().doubleValue()).toArray(),
        pool.reserves().values().stream().mapToDouble(one -> one.weight().doubleValue()).toArray(),
        1 - pool.fee().doubleValue() / FIXED_POINT);
  }

  /** The pool's number is {@code A n^(n-1)} times 1,000; the invariant's is n times as much. */
  private static EdgeData stable(StablePool pool, ToIntFunction<Address> index) {
    List<StableReserve> reserves = List.copyOf(pool.reserves().values());
    return new EdgeData.Stable(
        pool.reserves().keySet().stream().mapToInt(index).toArray(),
        reserves.stream().mapToDouble(one -> one.balance().doubleValue()).toArray(),
        reserves.stream()
            .mapToDouble(one -> one.scalingFactor().doubleValue() / FIXED_POINT)
            .toArray(),
        pool.amplification().doubleValue() / 1_000 * reserves.size(),
        1 - pool.fee().doubleValue() / FIXED_POINT);
  }

  /**
   * A fee on what comes out as one on what goes in. A share {@code g} of the output is kept: out of
   * reserves {@code x} comes {@code g * f(x, in)}. The invariant, and with it {@code f}, grows in
   * proportion with all amounts, so that is {@code f(g * x, g * in)}: what reserves of {@code g *
   * x} give, of whose input {@code g} counts.
   */
  private static EdgeData curve(CurvePool pool, ToIntFunction<Address> index) {
    List<StableReserve> reserves = List.copyOf(pool.reserves().values());
    return new EdgeData.Stable(
        pool.reserves().keySet().stream().mapToInt(index).toArray(),
        reserves.stream().mapToDouble(one -> pool.kept() * one.balance().doubleValue()).toArray(),
        reserves.stream()
            .mapToDouble(one -> one.scalingFactor().doubleValue() / FIXED_POINT)
            .toArray(),
        pool.amplification() * reserves.size(),
        pool.kept());
  }

  /** Segments between initialised ticks; liquidity below the current tick is what is left of it. */
  private static EdgeData concentrated(ConcentratedPool pool, ToIntFunction<Address> index) {
    List<Double> boundaries = new ArrayList<>();
    List<Double> liquidity = new ArrayList<>();
    BigInteger active = pool.liquidity();
    for (Map.Entry<Integer, BigInteger> one :
        pool.liquidityNet().headMap(pool.tick(), true).entrySet()) {
      active = active.subtract(one.getValue());
    }
    for (Map.Entry<Integer, BigInteger> one : pool.liquidityNet().entrySet()) {
      active = active.add(one.getValue());
      boundaries.add(TickMath.sqrtRatioAt(one.getKey()).doubleValue() / TWO_96);
      liquidity.add(Math.max(0, active.doubleValue()));
    }
    double[] segments = new double[Math.max(0, liquidity.size() - 1)];
    for (int i = 0; i < segments.length; i++) {
      segments[i] = liquidity.get(i);
    }
    return new EdgeData.Concentrated(
        index.applyAsInt(pool.token0()),
        index.applyAsInt(pool.token1()),
        pool.sqrtPriceX96().doubleValue() / TWO_96,
        boundaries.stream().mapToDouble(Double::doubleValue).toArray(),
        segments,
        1 - pool.feePips() / 1e6);
  }
}
