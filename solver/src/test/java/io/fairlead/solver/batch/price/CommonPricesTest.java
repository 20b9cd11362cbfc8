package io.fairlead.solver.batch.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.demand.Market;
import io.fairlead.solver.batch.demand.OrderDemand;
import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.dual.edge.EdgeData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class CommonPricesTest {
  /** Two owners with the same amount to swap score the most at the reference price. */
  @Test
  void aPairThatMeetsIsFilledWhole() {
    List<Want> wants = List.of(new Want(0, 1, true, 10, -0.03), new Want(1, 0, true, 10, -0.04));
    CommonPrices prices = new CommonPrices(wants, new double[2], new double[] {0.5, 0.5});
    prices.search(() -> false);
    double best = 10 * (2 - Math.exp(-0.03) - Math.exp(-0.04));
    assertThat(prices.score()).isCloseTo(best, Offset.offset(1e-3 * best));
    assertThat(prices.parts()[0]).isGreaterThan(0.99);
  }

  @Test
  void tokensStayBalancedAndFilledOrdersWithinTheirLimits() {
    RandomAuction.forAll(
        10,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Want> wants = wants(random, 60, 4);
          CommonPrices prices = new CommonPrices(wants, new double[4], new double[wants.size()]);
          prices.search(() -> false);
          double[] logs = prices.logPrices();
          double[] excess = excess(wants, logs, prices.parts());
          double moved = moved(wants, prices);
          for (int i = 0; i < wants.size(); i++) {
            Want want = wants.get(i);
            if (prices.parts()[i] > 1e-4) {
              assertThat(logs[want.give()] - logs[want.take()])
                  .isGreaterThanOrEqualTo(want.limit() - 1e-8);
            }
          }
          assertThat(prices.score()).isPositive();
          for (double one : excess) {
            assertThat(Math.abs(one)).isLessThan(0.01 * moved);
          }
        });
  }

  /**
   * One seller and one pool: the owner's price is the pool's average price, and selling on pays as
   * long as the pool's marginal price is above the limit at reference prices.
   */
  @Test
  void aPoolTradesUntilItsMarginalPriceIsAtTheLimit() {
    double limit = -0.05;
    List<Want> wants = List.of(new Want(0, 1, true, 1_000, limit));
    EdgeData edge = new EdgeData.Product(0, 1, 500, 500, 1);
    PoolAgent pool = PoolAgent.of(0, edge, new int[] {0, 1}, new double[2]).orElseThrow();
    CommonPrices prices = fromBalance(wants, new BitSet(), List.of(pool), 2);
    prices.search(() -> false);
    prices.balance(0);
    // The score is out - in * exp(limit); it is largest where the marginal price is exp(limit).
    double in = 500 * (Math.exp(-limit / 2) - 1);
    double out = 500 * in / (500 + in);
    assertThat(prices.score())
        .isCloseTo(out - in * Math.exp(limit), Offset.offset(1e-5 * in * -limit));
    assertThat(prices.parts()[0] * 1_000).isCloseTo(in, Offset.offset(1e-2 * in));
    double[] flow = prices.flows().getFirst();
    assertThat(flow[0]).isNegative();
    assertThat(flow[1] / -flow[0])
        .isCloseTo(Math.exp(prices.logPrices()[0] - prices.logPrices()[1]), Offset.offset(1e-6));
  }

  @Test
  void poolsAndOrdersTogetherScoreNoLessThanWhereTheyBalance() {
    RandomAuction.forAll(
        10,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int tokens = 4;
          List<Want> wants = wants(random, 40, tokens);
          double[] logReference = new double[tokens];
          List<PoolAgent> pools = pools(random, logReference);
          BitSet whole = new BitSet();
          whole.set(0, random.nextInt(3) == 0 ? 10 : 0);
          CommonPrices prices = fromBalance(wants, whole, pools, tokens);
          double before = score(wants, prices.logPrices(), prices.parts());
          prices.search(() -> false);
          // More is left over where less does not cover what a program is not exact about.
          prices.balance(1e-7);
          prices.balance(1e-6);
          if (whole.isEmpty()) {
            assertThat(prices.score()).isGreaterThan(before);
          }
          whole.stream().forEach(i -> assertThat(prices.parts()[i]).isIn(0.0, 1.0));
          // Exactly, or by far not: nothing is left that nobody fills any more.
          assertThat(Arrays.stream(prices.parts()).filter(part -> part > 1 - 1e-6 && part < 1))
              .isEmpty();
          double[] excess = excess(wants, prices.logPrices(), prices.parts());
          double value = moved(wants, prices);
          for (int pool = 0; pool < pools.size(); pool++) {
            double[] flow = prices.flows().get(pool);
            for (int coin = 0; coin < flow.length; coin++) {
              int token = pools.get(pool).token(coin);
              excess[token] += flow[coin] * Math.exp(prices.logPrices()[token]);
            }
          }
          for (double one : excess) {
            // Nothing is short. What is left over could only go to owners at prices beyond a limit.
            assertThat(one).isBetween(0.0, 0.02 * value);
          }
        });
  }

  private static List<Want> wants(SplittableRandom random, int count, int tokens) {
    List<Want> wants = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int give = random.nextInt(tokens);
      int take = (give + 1 + random.nextInt(tokens - 1)) % tokens;
      boolean fixedGive = random.nextBoolean();
      double size = random.nextDouble(1, 10);
      wants.add(new Want(give, take, fixedGive, size, random.nextDouble(-0.1, 0.1)));
    }
    return wants;
  }

  /** What an order moves if it is filled wholly. */
  private static double value(Want want, double[] logPrices) {
    return want.size() * Math.exp(logPrices[want.fixedGive() ? want.give() : want.take()]);
  }

  private static double moved(List<Want> wants, CommonPrices prices) {
    double moved = 0;
    for (int i = 0; i < wants.size(); i++) {
      moved += value(wants.get(i), prices.logPrices()) * prices.parts()[i];
    }
    return moved;
  }

  private static double[] excess(List<Want> wants, double[] logPrices, double[] parts) {
    double[] excess = new double[logPrices.length];
    for (int i = 0; i < parts.length; i++) {
      Want want = wants.get(i);
      double value = parts[i] * value(want, logPrices);
      excess[want.give()] += value;
      excess[want.take()] -= value;
    }
    return excess;
  }

  private static double score(List<Want> wants, double[] logPrices, double[] parts) {
    double score = 0;
    for (int i = 0; i < parts.length; i++) {
      Want want = wants.get(i);
      double q = logPrices[want.give()] - logPrices[want.take()];
      double bought = parts[i] * value(want, logPrices) * Math.exp(-logPrices[want.take()]);
      score += bought * (1 - Math.exp(want.limit() - q));
    }
    return score;
  }

  /**
   * Product pools and one of three weighted coins that stand some per cent off the reference
   * prices.
   */
  private static List<PoolAgent> pools(SplittableRandom random, double[] logReference) {
    List<PoolAgent> pools = new ArrayList<>();
    for (int token = 1; token < logReference.length; token++) {
      double depth = random.nextDouble(50, 500);
      double off = Math.exp(random.nextDouble(-0.05, 0.05));
      add(
          pools,
          new EdgeData.Product(0, 1, depth, depth * off, 0.997),
          new int[] {0, token},
          logReference);
    }
    add(
        pools,
        new EdgeData.Weighted(
            new int[] {0, 1, 2}, new double[] {90, 100, 110}, new double[] {0.3, 0.3, 0.4}, 0.999),
        new int[] {1, 2, 3},
        logReference);
    return pools;
  }

  private static void add(
      List<PoolAgent> pools, EdgeData edge, int[] tokens, double[] logReference) {
    pools.add(PoolAgent.of(pools.size(), edge, tokens, logReference).orElseThrow());
  }

  /** A search that begins where orders and pools balance. */
  private static CommonPrices fromBalance(
      List<Want> wants, BitSet whole, List<PoolAgent> pools, int tokens) {
    Market market = new Market(tokens, new OrderDemand(wants), pools);
    Equilibrium balanced = new Equilibrium(market, new double[tokens]);
    balanced.search(1e-5, 1e-8, 1e-11, () -> false);
    double[] parts = new double[wants.size()];
    for (int i = 0; i < parts.length; i++) {
      parts[i] = market.orders().part(i, balanced.logPrices(), 1e-5);
    }
    double[] reference = new double[tokens];
    Arrays.fill(reference, 1);
    return new CommonPrices(
        wants, wants.size(), whole, balanced.logPrices(), parts, reference, pools);
  }
}
