package io.fairlead.solver.batch.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.demand.PoolAgent;
import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.dual.edge.EdgeData;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PriceLinesTest {
  private static final int ORDERS = 9;
  private static final int TOKENS = 3;
  private static final long PLENTY = 1_000_000;

  /** The Lagrangian at a program's own shadow prices is its optimum: so nothing scores more. */
  @Test
  void fillsAtFixedPricesAreTheBestAndTokensBalance() {
    RandomAuction.forAll(
        40,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Want> wants = wants(random);
          PoolLine pool = PoolLine.of(pool(random), new double[TOKENS]);
          FixedPrices batch = new FixedPrices(wants, ORDERS, ones(), List.of(pool));
          double[] at =
              DoubleStream.generate(() -> random.nextDouble(-0.05, 0.05)).limit(TOKENS).toArray();
          FixedPrices.Fills fills = batch.best(at);
          double scale = Math.max(fills.score(), 1e-3 * batch.most(at, new double[TOKENS]));
          assertThat(batch.most(at, fills.shadow()))
              .isCloseTo(fills.score(), Offset.offset(1e-4 * scale));
          double[] others =
              DoubleStream.generate(() -> -random.nextDouble()).limit(TOKENS).toArray();
          assertThat(batch.most(at, others)).isGreaterThanOrEqualTo(fills.score() * (1 - 1e-9));
          pool.moveTo(fills.positions()[0]);
          double[] excess = excess(wants, at, fills.parts());
          double[] flow = pool.flow(0);
          for (int coin = 0; coin < flow.length; coin++) {
            int token = pool.agent().token(coin);
            excess[token] += flow[coin] * Math.exp(at[token]);
          }
          for (double one : excess) {
            // Stretches are straight, the pool is not.
            assertThat(one).isGreaterThan(-1e-2);
          }
        });
  }

  /** On three tokens everything can be looked at: two prices, step by step. */
  @Test
  void hardlyAnythingBetterLiesOnAGrid() {
    int[] missed = {0};
    RandomAuction.forAll(
        10,
        seed -> {
          List<Want> wants = wants(new SplittableRandom(seed));
          FixedPrices batch = new FixedPrices(wants, ORDERS, ones(), List.of());
          // Makers can pay for a token that is sold far below its worth: so one far grid too.
          double best = Math.max(grid(batch, 0.003), grid(batch, 0.05));
          PriceLines lines = lines(wants, PLENTY);
          PriceLines.Found found = lines.search(List.of(new double[TOKENS]));
          assertThat(batch.best(found.logPrices()).score())
              .isCloseTo(found.score(), Offset.offset(1e-6));
          if (found.score() < best * (1 - 1e-4)) {
            missed[0]++;
          }
        });
    assertThat(missed[0]).isLessThanOrEqualTo(1);
  }

  private static double grid(FixedPrices batch, double step) {
    double best = 0;
    for (int one = -50; one <= 50; one++) {
      for (int other = -50; other <= 50; other++) {
        double[] at = {0, one * step, other * step};
        if (batch.most(at, new double[TOKENS]) > best) {
          best = Math.max(best, batch.best(at).score());
        }
      }
    }
    return best;
  }

  @Test
  void theSameSearchFindsTheSameAndDoesNoMoreThanItMay() {
    List<Want> wants = wants(new SplittableRandom(1));
    PriceLines.Found one = lines(wants, PLENTY).search(List.of(new double[TOKENS]));
    PriceLines.Found other = lines(wants, PLENTY).search(List.of(new double[TOKENS]));
    assertThat(other.logPrices()).isEqualTo(one.logPrices());
    assertThat(other.parts()).isEqualTo(one.parts());
    assertThat(one.score()).isPositive();

    PriceLines none = lines(wants, 0);
    assertThat(none.search(List.of(new double[TOKENS])).score()).isZero();
    PriceLines little = lines(wants, 1_000);
    assertThat(little.search(List.of(new double[TOKENS])).score()).isLessThanOrEqualTo(one.score());
    assertThat(little.left()).isZero();
  }

  private static PriceLines lines(List<Want> wants, long work) {
    return new PriceLines(wants, ORDERS, ones(), List.of(), work, () -> false);
  }

  private static double[] ones() {
    return new double[] {1, 1, 1};
  }

  /** Orders, then a maker's order each way between the first two tokens. */
  private static List<Want> wants(SplittableRandom random) {
    List<Want> wants = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      int give = random.nextInt(TOKENS);
      int take = (give + random.nextInt(1, TOKENS)) % TOKENS;
      double size = random.nextDouble(0.2, 5);
      wants.add(new Want(give, take, random.nextBoolean(), size, random.nextDouble(-0.1, 0.1)));
    }
    wants.add(new Want(0, 1, false, random.nextDouble(1, 3), random.nextDouble(1e-3, 1e-2)));
    wants.add(new Want(1, 0, false, random.nextDouble(1, 3), random.nextDouble(1e-3, 1e-2)));
    return wants;
  }

  private static PoolAgent pool(SplittableRandom random) {
    double reserve = random.nextDouble(20, 200);
    EdgeData edge = new EdgeData.Product(0, 1, reserve, reserve, 0.997);
    return PoolAgent.of(0, edge, new int[] {1, 2}, new double[TOKENS]).orElseThrow();
  }

  private static double[] excess(List<Want> wants, double[] at, double[] parts) {
    double[] excess = new double[TOKENS];
    for (int i = 0; i < parts.length; i++) {
      Want want = wants.get(i);
      boolean maker = i >= ORDERS;
      int fixed = want.fixedGive() ? want.give() : want.take();
      double in = parts[i] * want.size() * Math.exp(at[fixed]);
      double more = at[want.give()] - at[want.take()] - want.limit();
      excess[want.give()] += maker ? in * Math.exp(more) : in;
      excess[want.take()] -= in;
    }
    return excess;
  }
}
