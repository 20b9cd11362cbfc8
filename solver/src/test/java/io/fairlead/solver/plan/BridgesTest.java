package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.StablePool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Ways against a dense reference, and what they lose against the pools' own integers. */
class BridgesTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final double AMOUNT = 1e16;

  private int reached;

  @Test
  void waysAreTheShortestThereAre() {
    RandomAuction.forAll(
        100,
        seed -> {
          PoolNetwork pools = new PoolNetwork(book(seed, 8, 12));
          int tokens = pools.network().tokens();
          Bridges bridges = pools.bridges().at(new double[tokens]);
          boolean[] closed = new boolean[tokens];
          double[][] dense = closure(pools);
          Bridges.Ways from = bridges.from(List.of(0), AMOUNT, 1, closed, token -> false);
          Bridges.Ways to = bridges.to(List.of(0), AMOUNT, 1, closed, token -> false);
          for (int token = 0; token < tokens; token++) {
            if (dense[0][token] < 1) {
              assertThat(from.loss(token)).isCloseTo(dense[0][token], within(1e-12));
              assertThat(sum(pools, from.way(token))).isCloseTo(from.loss(token), within(1e-12));
              check(from.way(token), 0, token);
              reached++;
            }
            if (dense[token][0] < 1) {
              assertThat(to.loss(token)).isCloseTo(dense[token][0], within(1e-12));
              check(to.way(token), token, 0);
            }
          }
        });
    assertThat(reached).isGreaterThan(300);
  }

  /**
   * Its price hardly moves until it is empty: how deep it is there says nothing of how much it has.
   */
  @Test
  void aBridgeDoesNotEmptyAStablePool() {
    Address one = RandomAuction.address(1);
    Address other = RandomAuction.address(2);
    StableReserve reserve = new StableReserve(UNIT, UNIT);
    Pool stable =
        StablePool.of(
            "s",
            RandomAuction.address(11),
            new TreeMap<>(Map.of(one, reserve, other, reserve)),
            BigInteger.valueOf(2_000_000),
            BigInteger.TEN.pow(14),
            StablePool.Generation.LATER,
            60_000);
    PoolNetwork pools = new PoolNetwork(PoolBook.of(List.of(stable)));
    Bridges bridges = pools.bridges().at(new double[2]);
    int end = pools.indexOf(other);
    List<Integer> start = List.of(pools.indexOf(one));
    double little = 0.09 * UNIT.doubleValue();
    double much = 0.11 * UNIT.doubleValue();
    assertThat(pools.network().depth(0, 0, 1)).isGreaterThan(100 * UNIT.doubleValue());
    assertThat(bridges.from(start, little, 1, new boolean[2], token -> false).loss(end))
        .isLessThan(1e-3);
    assertThat(bridges.from(start, much, 1, new boolean[2], token -> false).loss(end)).isInfinite();
  }

  @Test
  void aLossIsWhatThePoolItselfTakes() {
    PoolBook book = book(3, 2, 1);
    PoolNetwork pools = new PoolNetwork(book);
    ConstantProductPool pool = (ConstantProductPool) pools.pool(0);
    // At the pool's own prices nothing is gained or lost but the fee.
    double price = pool.reserve1().doubleValue() / pool.reserve0().doubleValue();
    double[] logPrices = new double[2];
    logPrices[pools.indexOf(pool.token0())] = Math.log(price);
    Bridges bridges = pools.bridges().at(logPrices);
    BigInteger in = BigInteger.TEN.pow(15);
    SwapResult.Swapped swapped =
        (SwapResult.Swapped) pool.exactIn(pool.token0(), pool.token1(), in);
    double value = in.doubleValue() * price;
    Bridges.Ways ways =
        bridges.from(
            List.of(pools.indexOf(pool.token0())), value, 1, new boolean[2], token -> false);
    // As a difference of logarithms it is a little more than as a share.
    assertThat(ways.loss(pools.indexOf(pool.token1())))
        .isCloseTo(-Math.log(swapped.amountOut().doubleValue() / value), within(1e-7));
  }

  @Test
  void noWayLeadsThroughWhatIsClosedOrTooShallow() {
    PoolBook book =
        PoolBook.of(List.of(pair("a", 0, 1, 1_000, 1_000, 30), pair("b", 1, 2, 1_000, 1_000, 30)));
    PoolNetwork pools = new PoolNetwork(book);
    Bridges bridges = pools.bridges().at(new double[3]);
    boolean[] closed = new boolean[3];
    int last = pools.indexOf(RandomAuction.address(3));
    assertThat(bridges.from(List.of(0), AMOUNT, 1, closed, token -> false).loss(last))
        .isBetween(0.005, 0.007);
    assertThat(bridges.from(List.of(0), 1e21, 1, closed, token -> false).loss(last)).isInfinite();
    closed[pools.indexOf(RandomAuction.address(2))] = true;
    assertThat(bridges.from(List.of(0), AMOUNT, 1, closed, token -> false).loss(last)).isInfinite();
  }

  private static void check(List<Arc> way, int from, int to) {
    int at = from;
    for (Arc arc : way) {
      assertThat(arc.from()).isEqualTo(at);
      at = arc.to();
    }
    assertThat(at).isEqualTo(to);
  }

  private static double sum(PoolNetwork pools, List<Arc> way) {
    double sum = 0;
    for (Arc arc : way) {
      sum += lost((ConstantProductPool) pools.pool(arc.edge()), pools.token(arc.from()));
    }
    return sum;
  }

  /**
   * At prices of one, from the reserves: the fee and how far the pool is off, both ways at most.
   */
  private static double lost(ConstantProductPool pool, Address in) {
    boolean first = pool.token0().equals(in);
    double from = (first ? pool.reserve0() : pool.reserve1()).doubleValue();
    double to = (first ? pool.reserve1() : pool.reserve0()).doubleValue();
    double fee = -Math.log(1 - pool.feeBps() / 1e4);
    return Math.max(0, Math.min(2 * fee, fee - Math.log(to / from)))
        + 0.5 * AMOUNT * (1 / from + 1 / to);
  }

  /** Floyd's and Warshall's. */
  private static double[][] closure(PoolNetwork pools) {
    int tokens = pools.network().tokens();
    double[][] loss = new double[tokens][tokens];
    for (int from = 0; from < tokens; from++) {
      Arrays.fill(loss[from], Double.POSITIVE_INFINITY);
      loss[from][from] = 0;
    }
    for (int edge = 0; edge < pools.edges().size(); edge++) {
      ConstantProductPool pool = (ConstantProductPool) pools.pool(edge);
      int one = pools.indexOf(pool.token0());
      int other = pools.indexOf(pool.token1());
      loss[one][other] = Math.min(loss[one][other], lost(pool, pool.token0()));
      loss[other][one] = Math.min(loss[other][one], lost(pool, pool.token1()));
    }
    for (int via = 0; via < tokens; via++) {
      for (int from = 0; from < tokens; from++) {
        for (int to = 0; to < tokens; to++) {
          loss[from][to] = Math.min(loss[from][to], loss[from][via] + loss[via][to]);
        }
      }
    }
    return loss;
  }

  private static PoolBook book(long seed, int tokens, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int one = random.nextInt(tokens - 1);
      int other = random.nextInt(one + 1, tokens);
      long depth = random.nextLong(100, 100_000);
      long fee = random.nextLong(1, 100);
      pools.add(
          pair(
              "p" + (char) ('a' + i),
              one,
              other,
              depth,
              depth + random.nextLong(depth / 50 + 1),
              (int) fee));
    }
    return PoolBook.of(pools);
  }

  private static Pool pair(
      String id, int one, int other, long reserve, long otherReserve, int feeBps) {
    Address first = RandomAuction.address(1 + one);
    Address second = RandomAuction.address(1 + other);
    return new ConstantProductPool(
        id,
        RandomAuction.address(100 + id.charAt(id.length() - 1) + 128 * id.length()),
        first,
        second,
        UNIT.multiply(BigInteger.valueOf(reserve)),
        UNIT.multiply(BigInteger.valueOf(otherReserve)),
        feeBps,
        60_000);
  }
}
