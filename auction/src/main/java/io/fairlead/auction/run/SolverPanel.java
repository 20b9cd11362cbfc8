package io.fairlead.auction.run;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.run.SolverPort.Answer;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The competing solvers, asked all at once. Thread safe. */
public final class SolverPanel {
  private static final Logger log = LoggerFactory.getLogger(SolverPanel.class);

  /** For a port to notice by itself that its time is over. */
  private static final Duration GRACE = Duration.ofMillis(200);

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

  /** Asks every solver; one reply each, ascending by name, whichever came first. */
  List<Reply> ask(SolveRequest request, Duration timeout) throws InterruptedException {
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      List<Future<Answer>> answers =
          threads.invokeAll(
              solvers.stream()
                  .<Callable<Answer>>map(solver -> () -> solver.solve(request, timeout))
                  .toList(),
              timeout.plus(GRACE).toMillis(),
              TimeUnit.MILLISECONDS);
      List<Reply> replies = new ArrayList<>();
      for (int i = 0; i < solvers.size(); i++) {
        replies.add(new Reply(solvers.get(i), result(solvers.get(i), answers.get(i))));
      }
      return replies;
    } finally {
      threads.shutdownNow();
    }
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

  private static Answer result(SolverPort solver, Future<Answer> answer)
      throws InterruptedException {
    try {
      return answer.get();
    } catch (CancellationException late) {
      return new Answer.TimedOut();
    } catch (ExecutionException e) {
      log.warn("solver {} failed", solver.name(), e.getCause());
      return new Answer.Failed("the solver's connection failed unexpectedly");
    }
  }
}
