package io.fairlead.devnet.bench.batch;

import io.fairlead.auction.certificate.CertificateMaker;
import io.fairlead.auction.certificate.CertificateVerdict;
import io.fairlead.auction.certificate.CertificateVerifier;
import io.fairlead.auction.certificate.Instance;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.batch.BatchEngine;
import io.fairlead.solver.batch.Draft;
import io.fairlead.solver.batch.bound.ScoreDual;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Measures clearings on one thread by the processor time they take. */
final class BatchBench {
  private static final double TOLERANCE = 1e-7;
  private static final int MAX_ITERATIONS = 300;
  private static final double NATIVE = 1e18;
  private static final double MIB = 1 << 20;
  private static final double MILLI = 1e6;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final int repetitions;
  private final int warmUps;
  private final int effort;
  private final Consumer<String> progress;

  /**
   * Measures each batch {@code repetitions} times after {@code warmUps} that do not count.
   *
   * @param effort of the engine's, 1 as usual
   */
  BatchBench(int repetitions, int warmUps, int effort, Consumer<String> progress) {
    this.repetitions = repetitions;
    this.warmUps = warmUps;
    this.effort = effort;
    this.progress = progress;
  }

  private record Run(
      double first, double solve, double total, Draft draft, Certificate certificate) {}

  /** A row per batch. */
  List<BatchRow> measure(List<Batch> batches) {
    List<BatchRow> rows = new ArrayList<>();
    for (Batch batch : batches) {
      progress.accept(
          batch.generator() + ", " + batch.orders() + " orders, " + batch.tokens() + " tokens");
      rows.add(measure(batch));
    }
    return rows;
  }

  private BatchRow measure(Batch batch) {
    for (int i = 0; i < warmUps; i++) {
      run(batch);
    }
    List<Run> runs = new ArrayList<>();
    long heap = 0;
    for (int i = 0; i < repetitions; i++) {
      runs.add(run(batch));
      Runtime runtime = Runtime.getRuntime();
      heap = Math.max(heap, runtime.totalMemory() - runtime.freeMemory());
    }
    Run last = runs.getLast();
    BigDecimal bound = new BigDecimal(last.certificate().bound());
    BigDecimal score = new BigDecimal(last.certificate().score());
    return new BatchRow(
        batch.generator(),
        batch.orders(),
        batch.tokens(),
        batch.pools(),
        median(runs.stream().mapToDouble(Run::first).toArray()),
        median(runs.stream().mapToDouble(Run::solve).toArray()),
        median(runs.stream().mapToDouble(Run::total).toArray()),
        score.doubleValue() / NATIVE,
        bound.doubleValue() / NATIVE,
        bound.subtract(score).doubleValue() / bound.doubleValue() * 1e4,
        last.draft().trades(),
        Math.round(heap / MIB));
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  private Run run(Batch batch) {
    long began = threads.getCurrentThreadCpuTime();
    long[] first = {-1};
    Draft draft =
        engine(
                batch,
                effort,
                better -> first[0] = first[0] < 0 ? threads.getCurrentThreadCpuTime() : first[0])
            .solve()
            .orElseThrow(() -> new IllegalStateException(batch.generator() + ": nothing executes"));
    long solved = threads.getCurrentThreadCpuTime();
    Instance instance = Instance.of(batch.request());
    ScoreDual.Prices prices =
        new ScoreDual(batch.request().orders(), book(batch).pools(), reference(batch))
            .solve(TOLERANCE, MAX_ITERATIONS);
    Certificate certificate =
        switch (new CertificateMaker(instance).propose(new HashMap<>(prices.prices()))) {
          case CertificateMaker.Bounded bounded -> bounded.certify(draft.score());
          case CertificateMaker.NotComputable no ->
              throw new IllegalStateException("no bound: " + no);
        };
    if (!(new CertificateVerifier(instance).verify(certificate, draft.score())
        instanceof CertificateVerdict.Valid)) {
      throw new IllegalStateException(batch.generator() + ": the certificate is not true");
    }
    long certified = threads.getCurrentThreadCpuTime();
    return new Run(
        (first[0] - began) / MILLI,
        (solved - began) / MILLI,
        (certified - began) / MILLI,
        draft,
        certificate);
  }

  private static SortedMap<Address, BigInteger> reference(Batch batch) {
    SortedMap<Address, BigInteger> reference = new TreeMap<>();
    batch
        .request()
        .tokens()
        .forEach((token, info) -> {
          if (info.referencePrice() != null) {
            reference.put(token, info.referencePrice());
          }
        });
    return reference;
  }

  private static PoolBook book(Batch batch) {
    return PoolBook.of(
        batch.request().liquidity().stream().map(Pools::of).flatMap(Optional::stream).toList());
  }

  private static BatchEngine engine(Batch batch, int effort, Consumer<Draft> found) {
    return new BatchEngine(
        batch.request().orders(),
        book(batch),
        new GasTerms(batch.request().effectiveGasPrice(), reference(batch), null),
        effort,
        Budget.UNLIMITED,
        found);
  }

  /** An engine that clears a batch. */
  static BatchEngine engine(Batch batch) {
    return engine(batch, 1, better -> {});
  }
}
