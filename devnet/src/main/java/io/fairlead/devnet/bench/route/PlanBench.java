package io.fairlead.devnet.bench.route;

import io.fairlead.solver.plan.SplitRouter;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Measures executable plans: what the pools' own integers give for an order, held against the
 * dual's bound, and how long the search takes one thread. Gas counts nothing here.
 */
final class PlanBench {
  /** Of the graphs and orders that docs/route.md publishes. */
  static final long SEED = 1_234;

  private static final int POOLS = 1_250;
  private static final int TOKENS = 700;
  private static final double LEAST_VALUE = 2;
  private static final double MOST_VALUE = 5;
  private static final double MOST_OF_DEPTH = 0.1;
  private static final double CHANGE = 1e-3;
  private static final int WARM_UP = 20;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final long seed;
  private final SplittableRandom random;
  private final Consumer<String> progress;

  /** On the graphs that {@code seed} gives, and orders by it. */
  PlanBench(long seed, Consumer<String> progress) {
    this.seed = seed;
    random = new SplittableRandom(seed);
    this.progress = progress;
  }

  /** An order to sell {@code amount} of one token for another. */
  private record Sale(int in, int out, BigInteger amount) {}

  /** What came of it. */
  private record Outcome(double bps, double millis, int swaps) {}

  /** Rows for cold and warm searches of so many orders, before and after arbitrageurs. */
  List<PlanRow> measure(int orders) {
    List<PlanRow> rows = new ArrayList<>();
    measure("balancer-settled", Generators.balancerSettled(POOLS, TOKENS, seed), orders, rows);
    measure("balancer-like", Generators.balancerPriced(POOLS, TOKENS, seed), orders, rows);
    return rows;
  }

  private void measure(String name, PricedGraph graph, int orders, List<PlanRow> rows) {
    progress.accept(name + ", seed " + seed + ", plans for " + orders + " orders");
    PoolBook book = IntegerPools.of(graph);
    PoolBook later = IntegerPools.of(graph.later(seed, CHANGE));
    List<Sale> sales = sales(graph, orders);
    for (int i = 0; i < WARM_UP; i++) {
      search(new SplitRouter(), book, sales.get(i % sales.size()));
    }
    List<Outcome> cold = new ArrayList<>();
    List<Outcome> warm = new ArrayList<>();
    for (Sale sale : sales) {
      SplitRouter router = new SplitRouter();
      cold.add(search(router, book, sale));
      warm.add(search(router, later, sale));
    }
    rows.add(row(name, book, "cold", cold));
    rows.add(row(name, book, "warm", warm));
  }

  /** Values log-uniform from 100 to 100,000, at most a tenth of what pools hold of either token. */
  private List<Sale> sales(PricedGraph graph, int orders) {
    List<Sale> sales = new ArrayList<>();
    while (sales.size() < orders) {
      int in = random.nextInt(TOKENS);
      int out = random.nextInt(TOKENS);
      double value = Math.pow(10, random.nextDouble(LEAST_VALUE, MOST_VALUE));
      double most = MOST_OF_DEPTH * Math.min(graph.depth(in), graph.depth(out));
      if (in != out && value <= most) {
        sales.add(new Sale(in, out, new BigDecimal(value / graph.worth()[in]).toBigInteger()));
      }
    }
    return sales;
  }

  private Outcome search(SplitRouter router, PoolBook book, Sale sale) {
    long began = threads.getCurrentThreadCpuTime();
    var found =
        router.find(
            book,
            IntegerPools.token(sale.in()),
            IntegerPools.token(sale.out()),
            sale.amount(),
            BigInteger.ZERO,
            BigInteger.ZERO);
    double millis = (threads.getCurrentThreadCpuTime() - began) / 1e6;
    Optional<Routed> routed = found.flatMap(plan -> plan.exactIn(book, sale.amount()));
    double out = routed.map(one -> one.amountOut().doubleValue()).orElse(0.0);
    double bps = 1e4 * (router.bound() - out) / router.bound();
    return new Outcome(bps, millis, routed.map(one -> one.swaps().size()).orElse(0));
  }

  private PlanRow row(String name, PoolBook book, String start, List<Outcome> outcomes) {
    double[] bps = outcomes.stream().mapToDouble(Outcome::bps).sorted().toArray();
    double[] millis = outcomes.stream().mapToDouble(Outcome::millis).sorted().toArray();
    int[] swaps = outcomes.stream().mapToInt(Outcome::swaps).sorted().toArray();
    return new PlanRow(
        name,
        seed,
        book.pools().size(),
        TOKENS,
        outcomes.size(),
        start,
        quantile(bps, 0.5),
        quantile(bps, 0.99),
        bps[bps.length - 1],
        (int) outcomes.stream().filter(outcome -> outcome.swaps() == 0).count(),
        quantile(millis, 0.5),
        quantile(millis, 0.99),
        swaps[swaps.length / 2]);
  }

  /** The least value that so many are at most. */
  private static double quantile(double[] ascending, double part) {
    int place = (int) Math.ceil(part * ascending.length) - 1;
    return ascending[Math.max(0, place)];
  }
}
