package io.fairlead.auction.run;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.run.SolverPort.Pledge;
import io.fairlead.auction.run.SolverPort.Reveal;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The competing solvers, asked all at once. Thread safe. */
public final class SolverPanel {
  private static final Logger log = LoggerFactory.getLogger(SolverPanel.class);

  /** Longest time for a port to notice by itself that its time is over. */
  private static final Duration GRACE = Duration.ofMillis(200);

  private static final int GRACE_SHARE = 10;

  private final List<SolverPort> solvers;
  private final Map<String, SolverPort> byName = new HashMap<>();

  /**
   * A panel; the order of {@code solvers} does not matter.
   *
   * @throws IllegalArgumentException if two have the same name
   */
  public SolverPanel(List<SolverPort> solvers) {
    List<SolverPort> sorted = new ArrayList<>(solvers);
    sorted.sort((one, two) -> one.name().compareTo(two.name()));
    this.solvers = List.copyOf(sorted);
    for (SolverPort solver : sorted) {
      if (byName.put(solver.name(), solver) != null) {
        throw new IllegalArgumentException("two solvers are called " + solver.name());
      }
    }
  }

  /** One solver's answer. */
  record Reply(SolverPort solver, Answer answer) {}

  /** One solver's answer in phase one. */
  record Pledged(SolverPort solver, Pledge pledge) {}

  /** Asks every solver; one reply each, ascending by name, whichever came first. */
  List<Reply> ask(SolveRequest request, Duration timeout) throws InterruptedException {
    List<Answer> answers =
        call(
            solvers,
            timeout,
            (solver, left) -> solver.solve(request, left),
            new Answer.TimedOut(),
            Answer.Failed::new);
    List<Reply> replies = new ArrayList<>();
    for (int i = 0; i < solvers.size(); i++) {
      replies.add(new Reply(solvers.get(i), answers.get(i)));
    }
    return replies;
  }

  /** Phase one; one pledge each, ascending by name, whichever came first. */
  List<Pledged> commit(SolveRequest request, Bytes32 auction, Duration timeout)
      throws InterruptedException {
    List<Pledge> pledges =
        call(
            solvers,
            timeout,
            (solver, left) -> solver.commit(request, auction, left),
            new Pledge.Plain(new Answer.TimedOut()),
            reason -> new Pledge.Plain(new Answer.Failed(reason)));
    List<Pledged> pledged = new ArrayList<>();
    for (int i = 0; i < solvers.size(); i++) {
      pledged.add(new Pledged(solvers.get(i), pledges.get(i)));
    }
    return pledged;
  }

  /** Phase two; one reveal for each of {@code committed}, in that order. */
  List<Reveal> open(List<SolverPort> committed, String auctionId, Bytes32 closed, Duration timeout)
      throws InterruptedException {
    return call(
        committed,
        timeout,
        (solver, left) -> solver.open(auctionId, closed, left),
        new Reveal.TimedOut(),
        Reveal.Failed::new);
  }

  /** Tells a solver; what goes wrong there is no concern of the auction. */
  void tell(String solver, EngineNotification notification) {
    SolverPort port = Objects.requireNonNull(byName.get(solver), solver);
    try {
      port.notify(notification);
    } catch (RuntimeException e) {
      log.warn("solver {} could not be notified: {}", solver, e.toString());
    }
  }

  private interface Call<T> {
    T to(SolverPort solver, Duration timeout);
  }

  /**
   * Calls all side by side and waits for {@code timeout} at most. A port has a little less, so that
   * what it has by then counts; one that overstays is left behind.
   */
  private static <T> List<T> call(
      List<SolverPort> to, Duration timeout, Call<T> call, T late, Function<String, T> failed)
      throws InterruptedException {
    Duration share = timeout.dividedBy(GRACE_SHARE);
    Duration left = timeout.minus(share.compareTo(GRACE) < 0 ? share : GRACE);
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<T>> futures =
          threads.invokeAll(
              to.stream().<Callable<T>>map(solver -> () -> call.to(solver, left)).toList(),
              timeout.toNanos(),
              TimeUnit.NANOSECONDS);
      List<T> results = new ArrayList<>();
      for (int i = 0; i < to.size(); i++) {
        results.add(result(to.get(i), futures.get(i), late, failed));
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T result(
      SolverPort solver, Future<T> answer, T late, Function<String, T> failed)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException overstayed) {
      return late;
    } catch (ExecutionException e) {
      log.warn("solver {} failed", solver.name(), e.getCause());
      return failed.apply("the solver's connection failed unexpectedly");
    }
  }
}
