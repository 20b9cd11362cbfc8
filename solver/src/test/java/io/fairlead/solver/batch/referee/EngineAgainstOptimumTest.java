package io.fairlead.solver.batch.referee;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.batch.BatchEngine;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.batch.bound.ScoreDual;
import io.fairlead.solver.batch.demand.Want;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionCheck;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * How far what is found is from the true optimum at common prices, and that from the bound of
 * certificates. {@code -Dfairlead.referee.seeds=40} judges more batches; the distributions are
 * printed.
 */
class EngineAgainstOptimumTest {
  private static final int SEEDS = Integer.getInteger("fairlead.referee.seeds", 12);
  private static final double TOLERANCE = 1e-4;
  private static final int MOST_BOXES = 300;
  private static final BigDecimal UNIT = BigDecimal.TEN.pow(18);

  /** Of all batches that are judged: basis points, ascending. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  private record Distances(double[] missed, double[] bound) {}

  @Test
  void ordersAloneAreNearlyAlwaysFilledBest() {
    Distances distances = judged(0);
    assertThat(share(distances.missed(), 2)).isGreaterThanOrEqualTo(0.95);
    // What the bound does not know: that there is one price per token.
    assertThat(mean(distances.bound())).isBetween(200.0, 1_500.0);
  }

  @Test
  void makersOrdersAddWhatIsFound() {
    Distances distances = judged(1);
    assertThat(share(distances.missed(), 2)).isGreaterThanOrEqualTo(0.9);
  }

  /**
   * Half of the orders are filled wholly or not at all: the sales among them, then all. The optimum
   * is that of real numbers: of two whole purchases of one token for the same other, integers allow
   * mostly one.
   */
  @Test
  void wholeOrdersAreFilledAsFarAsIntegersAllow() {
    double[] sales = judgedWhole(true);
    assertThat(share(sales, 10)).isGreaterThanOrEqualTo(0.8);
    double[] all = judgedWhole(false);
    assertThat(share(all, 10)).isGreaterThanOrEqualTo(0.7);
  }

  private static double[] judgedWhole(boolean salesOnly) {
    List<Double> missed = new ArrayList<>();
    RandomAuction.forAll(
        SEEDS,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<Want> wants = WaltherBatch.wants(random.nextInt(5, 9), 3, random);
          BitSet whole = new BitSet();
          for (int i = 0; i < wants.size(); i += 2) {
            whole.set(i, wants.get(i).fixedGive() || !salesOnly);
          }
          Bargain bargain = new Bargain(3, wants, List.of());
          WholeOptimum.Found best = WholeOptimum.search(bargain, whole, TOLERANCE, MOST_BOXES);
          double ours = ours(bargain, whole);
          assertThat(ours).isLessThanOrEqualTo(best.bound() * (1 + 1e-7) + 1e-9);
          assertThat(best.bound()).isLessThanOrEqualTo(best.best() * (1 + 2 * TOLERANCE));
          if (best.best() > 0) {
            missed.add(Math.max(0, 1 - ours / best.best()) * 1e4);
          }
        });
    double[] distances = sorted(missed);
    System.out.printf(
        "half whole, %s: short of the optimum by bps %s%n",
        salesOnly ? "sales" : "sales and purchases", text(distances));
    return distances;
  }

  private static Distances judged(int makers) {
    List<Double> missed = new ArrayList<>();
    List<Double> bound = new ArrayList<>();
    RandomAuction.forAll(
        SEEDS,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int tokens = random.nextInt(3, 6);
          int orders = random.nextInt(8, 26);
          List<Want> wants = WaltherBatch.wants(orders, tokens, random);
          Bargain bargain = new Bargain(tokens, wants, WaltherBatch.makers(tokens, makers, random));
          CommonPriceOptimum.Found best =
              new CommonPriceOptimum(bargain, TOLERANCE, MOST_BOXES).search();
          Optional<Draft> draft = draft(bargain, new BitSet());
          double ours = draft.map(EngineAgainstOptimumTest::score).orElse(0.0);
          double certified = certified(bargain);
          // The optimum itself is known to a tolerance, and integers lose a little.
          if (draft.isPresent() && farthest(bargain, draft.get()) <= bargain.farthest()) {
            assertThat(ours).isLessThanOrEqualTo(best.bound() * (1 + 1e-7) + 1e-9);
          }
          assertThat(certified).isGreaterThanOrEqualTo(best.best() * (1 - 1e-6));
          if (makers == 0) {
            assertThat(best.bound()).isLessThanOrEqualTo(best.best() * (1 + 2 * TOLERANCE));
          }
          if (best.best() > 0) {
            missed.add(Math.max(0, 1 - ours / best.best()) * 1e4);
            bound.add((certified / best.best() - 1) * 1e4);
          }
        });
    Distances distances = new Distances(sorted(missed), sorted(bound));
    System.out.printf(
        "makers %d: short of the optimum by bps %s%n  bound above it by bps %s%n",
        makers, text(distances.missed()), text(distances.bound()));
    return distances;
  }

  private static double[] sorted(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
  }

  private static String text(double[] values) {
    return Arrays.toString(Arrays.stream(values).mapToLong(Math::round).toArray());
  }

  private static double share(double[] ascending, double most) {
    return (double) Arrays.stream(ascending).filter(one -> one <= most).count() / ascending.length;
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  private static double ours(Bargain bargain, BitSet whole) {
    return draft(bargain, whole).map(EngineAgainstOptimumTest::score).orElse(0.0);
  }

  private static double score(Draft draft) {
    return draft.score().floor().doubleValue() / 1e18;
  }

  private static Optional<Draft> draft(Bargain bargain, BitSet whole) {
    List<Order> orders = orders(bargain, whole);
    PoolBook book = PoolBook.of(liquidity(bargain));
    Optional<Draft> draft =
        new BatchEngine(
                orders,
                book,
                new GasTerms(BigInteger.ZERO, reference(bargain), null),
                Budget.UNLIMITED,
                better -> {})
            .solve();
    draft.ifPresent(
        one -> assertThat(SolutionCheck.problem(orders, book, one.solution())).isEmpty());
    return draft;
  }

  /** The largest difference of two log prices: makers leave some outside of the referee's box. */
  private static double farthest(Bargain bargain, Draft draft) {
    double[] logPrices =
        IntStream.range(0, bargain.tokens())
            .mapToObj(token -> draft.solution().prices().get(token(token)))
            .filter(Objects::nonNull)
            .mapToDouble(price -> Math.log(price.doubleValue()))
            .sorted()
            .toArray();
    return logPrices[logPrices.length - 1] - logPrices[0];
  }

  private static double certified(Bargain bargain) {
    return new ScoreDual(orders(bargain, new BitSet()), liquidity(bargain), reference(bargain))
            .solve(1e-7, 300)
            .bound()
        / 1e18;
  }

  private static SortedMap<Address, BigInteger> reference(Bargain bargain) {
    SortedMap<Address, BigInteger> reference = new TreeMap<>();
    for (int token = 0; token < bargain.tokens(); token++) {
      reference.put(token(token), UNIT.toBigInteger());
    }
    return reference;
  }

  private static List<Order> orders(Bargain bargain, BitSet whole) {
    List<Order> orders = new ArrayList<>();
    for (Want want : bargain.orders()) {
      double asked = Math.exp(want.limit());
      double sold = want.fixedGive() ? want.size() : want.size() / asked;
      orders.add(
          RandomAuction.order(
              orders.size(),
              token(want.give()),
              token(want.take()),
              wei(sold),
              wei(want.fixedGive() ? sold * asked : want.size()),
              want.fixedGive() ? Side.SELL : Side.BUY,
              !whole.get(orders.size())));
    }
    return orders;
  }

  private static List<Pool> liquidity(Bargain bargain) {
    List<Liquidity> makers = new ArrayList<>();
    for (Want maker : bargain.makers()) {
      makers.add(
          new Liquidity.LimitOrder(
              Integer.toString(makers.size()),
              RandomAuction.address(4_000),
              90_000,
              Bytes32.ZERO,
              token(maker.give()),
              token(maker.take()),
              wei(maker.size() * Math.exp(-maker.limit())),
              wei(maker.size()),
              BigInteger.ZERO));
    }
    return makers.stream().map(Pools::of).flatMap(Optional::stream).toList();
  }

  private static Address token(int n) {
    return RandomAuction.address(n + 1);
  }

  private static BigInteger wei(double amount) {
    return new BigDecimal(amount).multiply(UNIT).toBigInteger();
  }
}
