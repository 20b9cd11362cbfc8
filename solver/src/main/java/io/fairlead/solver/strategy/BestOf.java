package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.SolutionScore;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several strategies at once, each on a thread of its own for all the time there is: the best of
 * their solutions by the exact score, of equals those of the strategy named first. One that fails
 * or does not end counts with what it has offered by then, and holds up nobody; as long as such a
 * search goes on it takes a place of its strategy, and with no place left that strategy is passed
 * over.
 */
public final class BestOf implements Strategy {
  private static final Logger log = LoggerFactory.getLogger(BestOf.class);
  private static final int MOST_SOLUTIONS = 8;

  /** Searches of one strategy under way. */
  private static final int MOST_SEARCHES = 8;

  private static final long LOOK_MILLIS = 2;

  /** How long those that are just about to end are waited for, in looks. */
  private static final int LAST_LOOKS = 10;

  private final List<Strategy> parts;
  private final List<Semaphore> places;

  /**
   * The best of {@code parts}.
   *
   * @throws IllegalArgumentException unless there are at least two, no two of one name
   */
  public BestOf(List<Strategy> parts) {
    if (parts.size() < 2 || parts.stream().map(Strategy::name).distinct().count() < parts.size()) {
      throw new IllegalArgumentException("several strategies are to be combined, each once");
    }
    this.parts = List.copyOf(parts);
    this.places = parts.stream().map(part -> new Semaphore(MOST_SEARCHES)).toList();
  }

  @Override
  public String name() {
    return parts.stream().map(Strategy::name).collect(Collectors.joining("+"));
  }

  @Override
  public String description() {
    return "the best of "
        + parts.stream().map(Strategy::name).collect(Collectors.joining(", "))
        + ", searching at the same time";
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget) {
    return solve(request, budget, Answers.to(request));
  }

  @Override
  public List<Solution> solve(SolveRequest request, Budget budget, Answers answers) {
    List<Answers> own = parts.stream().map(part -> Answers.to(request)).toList();
    CountDownLatch ended = new CountDownLatch(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      start(i, request, budget, own.get(i), ended);
    }
    await(ended, budget, () -> own.forEach(answers::offer));
    List<Solution> merged = merged(request, own.stream().map(Answers::best).toList());
    answers.offer(merged);
    return merged;
  }

  private void start(
      int part, SolveRequest request, Budget budget, Answers answers, CountDownLatch ended) {
    Strategy strategy = parts.get(part);
    Semaphore place = places.get(part);
    if (!place.tryAcquire()) {
      log.warn("part.passedOver strategy={} searches={}", strategy.name(), MOST_SEARCHES);
      ended.countDown();
      return;
    }
    Thread.ofPlatform()
        .daemon()
        .name("solver-" + strategy.name())
        .start(() -> {
          try {
            answers.offer(strategy.solve(request, budget, answers));
          } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // Its message could hold an order's terms.
            log.error("part.failed strategy={} error={}", strategy.name(), e.getClass().getName());
          } finally {
            place.release();
            ended.countDown();
          }
        });
  }

  /** Waits until all have ended, or time is up and those that stop by themselves have. */
  private static void await(CountDownLatch ended, Budget budget, Runnable look) {
    try {
      int late = 0;
      while (!ended.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && late < LAST_LOOKS) {
        look.run();
        late += budget.spent() ? 1 : 0;
      }
    } catch (InterruptedException e) {
      // The answer is what there is; whoever interrupted finds that out.
      Thread.currentThread().interrupt();
    }
  }

  private static List<Solution> merged(SolveRequest request, List<List<Solution>> answers) {
    Function<Solution, Rational> score = SolutionScore.in(request);
    record Ranked(Solution solution, Rational score) {}
    Set<Object> seen = new HashSet<>();
    List<Solution> best =
        answers.stream()
            .flatMap(List::stream)
            .filter(one -> seen.add(one.numbered(0)))
            .map(one -> new Ranked(one, score.apply(one)))
            .sorted(Comparator.comparing(Ranked::score).reversed())
            .limit(MOST_SOLUTIONS)
            .map(Ranked::solution)
            .toList();
    return IntStream.range(0, best.size()).mapToObj(i -> best.get(i).numbered(i)).toList();
  }
}
