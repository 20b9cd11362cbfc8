package io.fairlead.devnet.bench.batch;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.reading.Received;
import io.fairlead.auction.engine.reading.RequestReader;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.engine.FirstAnswers;
import io.fairlead.solver.recall.Memory;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Measures the first answer of an engine that has solved an auction like this one: since then one
 * order in fifty has gone and every product pool has moved by up to 0.1 %. Checks against
 * contradictions and of limits belong to the time measured.
 */
final class WarmBench {
  private static final double CHANGED = 0.02;
  private static final long MILLE = 1_000_000;
  private static final long MOVED = 1_000;
  private static final Instant DEADLINE = Instant.parse("2100-01-01T00:00:00Z");
  private static final double MILLI = 1e6;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final int repetitions;
  private final int warmUps;
  private final Consumer<String> progress;

  /** Measures each batch {@code repetitions} times after {@code warmUps} that do not count. */
  WarmBench(int repetitions, int warmUps, Consumer<String> progress) {
    this.repetitions = repetitions;
    this.warmUps = warmUps;
    this.progress = progress;
  }

  /** A row per batch. */
  List<WarmRow> measure(List<Batch> batches) {
    List<WarmRow> rows = new ArrayList<>();
    for (Batch batch : batches) {
      progress.accept(
          batch.generator() + ", " + batch.orders() + " orders, " + batch.tokens() + " tokens");
      rows.add(measure(batch));
    }
    return rows;
  }

  private WarmRow measure(Batch batch) {
    Draft before =
        BatchBench.engine(batch)
            .solve()
            .orElseThrow(() -> new IllegalStateException(batch.generator() + ": nothing executes"));
    Memory memory = Memory.of(batch.request(), before.solution());
    double whole = before.score().floor().doubleValue();
    byte[] earlier = EngineJson.writeRequest(batch.request().until(DEADLINE));
    List<Run> runs = new ArrayList<>();
    for (int i = -warmUps; i < repetitions; i++) {
      Run run = run(memory, earlier, EngineJson.writeRequest(changed(batch.request(), i)), whole);
      if (i >= 0) {
        runs.add(run);
      }
    }
    return new WarmRow(
        batch.generator(),
        batch.orders(),
        batch.tokens(),
        batch.pools(),
        median(runs, Run::anew),
        median(runs, Run::parse),
        median(runs, Run::first),
        runs.stream().mapToDouble(Run::first).max().orElseThrow(),
        runs.stream().mapToInt(Run::executed).min().orElseThrow(),
        runs.stream().mapToDouble(Run::share).min().orElseThrow(),
        median(runs, Run::last),
        runs.stream().mapToDouble(Run::lastShare).min().orElseThrow());
  }

  private record Run(
      double anew,
      double parse,
      double first,
      int executed,
      double share,
      double last,
      double lastShare) {}

  private static double median(List<Run> runs, ToDoubleFunction<Run> of) {
    double[] sorted = runs.stream().mapToDouble(of).sorted().toArray();
    return sorted[sorted.length / 2];
  }

  private Run run(Memory memory, byte[] earlier, byte[] body, double whole) {
    double anew = anew(body);
    RequestReader reader = new RequestReader();
    reader.read(earlier);
    long began = threads.getCurrentThreadCpuTime();
    Received received = reader.read(body);
    long read = threads.getCurrentThreadCpuTime();
    FirstAnswers answers = FirstAnswers.to(received);
    long[] first = {-1};
    List<Solution> best = new ArrayList<>();
    answers.offer(
        memory,
        Budget.UNLIMITED,
        () -> {
          if (best.isEmpty()) {
            first[0] = threads.getCurrentThreadCpuTime();
            best.addAll(answers.answers().best());
          }
        });
    long last = threads.getCurrentThreadCpuTime();
    if (best.isEmpty()) {
      throw new IllegalStateException("nothing is remembered that executes");
    }
    Rational early = SolutionScore.in(received.request()).apply(best.getFirst());
    return new Run(
        anew,
        (read - began) / MILLI,
        (first[0] - read) / MILLI,
        best.getFirst().trades().size(),
        early.floor().doubleValue() / whole,
        (last - read) / MILLI,
        answers.answers().score().floor().doubleValue() / whole);
  }

  /** How long a request takes to read where nothing is known of it, milliseconds. */
  private double anew(byte[] body) {
    long began = threads.getCurrentThreadCpuTime();
    new RequestReader().read(body);
    return (threads.getCurrentThreadCpuTime() - began) / MILLI;
  }

  /** The next auction: some orders gone, all product pools traded with. */
  private static SolveRequest changed(SolveRequest request, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Order> orders =
        request.orders().stream().filter(order -> random.nextDouble() >= CHANGED).toList();
    List<Liquidity> pools = new ArrayList<>();
    for (Liquidity one : request.liquidity()) {
      pools.add(one instanceof Liquidity.ConstantProduct pair ? moved(pair, random) : one);
    }
    return new SolveRequest(
        request.id(), request.tokens(), orders, pools, request.effectiveGasPrice(), DEADLINE);
  }

  private static Liquidity moved(Liquidity.ConstantProduct pair, SplittableRandom random) {
    return new Liquidity.ConstantProduct(
        pair.id(),
        pair.address(),
        pair.gasEstimate(),
        pair.router(),
        pair.token0(),
        pair.token1(),
        pair.reserve0()
            .multiply(BigInteger.valueOf(MILLE + random.nextLong(-MOVED, MOVED + 1)))
            .divide(BigInteger.valueOf(MILLE)),
        pair.reserve1(),
        pair.feeBps());
  }
}
