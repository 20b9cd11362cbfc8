package io.fairlead.devnet.bench.batch;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.recall.Memory;
import io.fairlead.solver.recall.Recall;
import io.fairlead.solver.strategy.Answers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Measures the first answer of an engine that has solved an auction like this one: since then one
 * order in fifty has gone and every product pool has moved by up to 0.1 %.
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
    double[] parse = new double[repetitions];
    double[] first = new double[repetitions];
    int executed = Integer.MAX_VALUE;
    double share = Double.POSITIVE_INFINITY;
    for (int i = -warmUps; i < repetitions; i++) {
      byte[] body = EngineJson.writeRequest(changed(batch.request(), i));
      long began = threads.getCurrentThreadCpuTime();
      SolveRequest request = EngineJson.readRequest(Json.parse(body));
      long read = threads.getCurrentThreadCpuTime();
      Answers answers = Answers.to(request);
      Optional<Draft> draft = Recall.first(memory, request, Budget.UNLIMITED);
      draft.ifPresent(one -> answers.offer(List.of(one.solution()), one.score()));
      long answered = threads.getCurrentThreadCpuTime();
      if (i >= 0) {
        parse[i] = (read - began) / MILLI;
        first[i] = (answered - read) / MILLI;
        executed = Math.min(executed, draft.map(Draft::trades).orElse(0));
        share = Math.min(share, answers.score().floor().doubleValue() / whole);
      }
    }
    Arrays.sort(parse);
    Arrays.sort(first);
    return new WarmRow(
        batch.generator(),
        batch.orders(),
        batch.tokens(),
        batch.pools(),
        parse[repetitions / 2],
        first[repetitions / 2],
        first[repetitions - 1],
        executed,
        share);
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
