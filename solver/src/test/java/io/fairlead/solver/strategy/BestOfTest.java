package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.clearing.SolutionScore;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Strategies combined by name. */
class BestOfTest {
  @Test
  void theBestOfBothByTheExactScore() {
    Strategy both = Strategies.named("bestpath+batch").orElseThrow();
    assertThat(both.name()).isEqualTo("bestpath+batch");
    int batchAhead = 0;
    for (long seed = 1; seed <= 12; seed++) {
      SolveRequest request = RandomAuction.of(seed, 4, 5, 8);
      Rational path = best(request, Strategies.named("bestpath").orElseThrow());
      Rational batch = best(request, Strategies.named("batch").orElseThrow());
      batchAhead += batch.compareTo(path) > 0 ? 1 : 0;
      assertThat(best(request, both))
          .as("seed " + seed)
          .isEqualByComparingTo(path.compareTo(batch) > 0 ? path : batch);
    }
    assertThat(batchAhead).isPositive();
  }

  @Test
  void ofEqualsTheOneNamedFirst() {
    SolveRequest request = solvable();
    Solution answer = solutions(request).getFirst();
    Solution same =
        new Solution(7, answer.prices(), answer.trades(), answer.interactions(), answer.gas() + 1);
    Strategy first = fake("first", (all, budget, answers) -> List.of(answer));
    Strategy second = fake("second", (all, budget, answers) -> List.of(same));
    assertThat(new BestOf(List.of(first, second)).solve(request, Budget.UNLIMITED))
        .extracting(Solution::gas)
        .first()
        .isEqualTo(answer.gas());
    assertThat(new BestOf(List.of(second, first)).solve(request, Budget.UNLIMITED))
        .extracting(Solution::gas)
        .first()
        .isEqualTo(same.gas());
  }

  @Test
  void oneThatFailsTakesNoAnswerAway() {
    SolveRequest request = solvable();
    Strategy broken =
        fake(
            "broken",
            (all, budget, answers) -> {
              throw new IllegalStateException("broken");
            });
    Strategy deep =
        fake(
            "deep",
            (all, budget, answers) -> {
              throw new StackOverflowError();
            });
    assertThat(new BestOf(List.of(broken, deep, new BestPath())).solve(request, Budget.UNLIMITED))
        .isEqualTo(solutions(request));
  }

  @Test
  @Timeout(20)
  void oneThatDoesNotEndCountsWithWhatItOfferedAndIsPassedOverInTheEnd() throws Exception {
    SolveRequest request = solvable();
    List<Solution> known = solutions(request);
    AtomicInteger offered = new AtomicInteger();
    CountDownLatch never = new CountDownLatch(1);
    Strategy stuck =
        fake(
            "stuck",
            (all, budget, answers) -> {
              answers.offer(known);
              offered.incrementAndGet();
              try {
                never.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              return List.of();
            });
    Strategy nothing = fake("nothing", (all, budget, answers) -> List.of());
    BestOf both = new BestOf(List.of(stuck, nothing));
    long before = stuckThreads();
    for (int i = 0; i < 12; i++) {
      int searches = Math.min(i, 7);
      List<Solution> answer = both.solve(request, () -> offered.get() > searches);
      // Eight searches may be under way; what comes then is answered by the others alone.
      assertThat(answer).as("round " + i).isEqualTo(i < 8 ? known : List.of());
    }
    assertThat(stuckThreads() - before).isEqualTo(8);
    never.countDown();
  }

  @Test
  void namesThatDoNotCombine() {
    for (String name : List.of("batch+", "+batch", "batch+batch", "batch+nothing", "+", "")) {
      assertThat(Strategies.named(name)).as(name).isEmpty();
    }
    assertThatThrownBy(() -> new BestOf(List.of(new Batch())))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static long stuckThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("solver-stuck"))
        .count();
  }

  private static SolveRequest solvable() {
    SolveRequest request = RandomAuction.sized(3, 3, 6, 20);
    assertThat(solutions(request)).isNotEmpty();
    return request;
  }

  private static List<Solution> solutions(SolveRequest request) {
    return new BestPath().solve(request, Budget.UNLIMITED);
  }

  private static Rational best(SolveRequest request, Strategy strategy) {
    Map<?, Order> orders =
        request.orders().stream().collect(Collectors.toMap(Order::uid, Function.identity()));
    return strategy.solve(request, Budget.UNLIMITED).stream()
        .findFirst()
        .map(one -> SolutionScore.of(one, orders, GasTerms.of(request).referencePrices()))
        .orElse(Rational.ZERO);
  }

  private interface Solving {
    List<Solution> solve(SolveRequest request, Budget budget, Answers answers);
  }

  private static Strategy fake(String name, Solving solving) {
    return new Strategy() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public String description() {
        return name;
      }

      @Override
      public List<Solution> solve(SolveRequest request, Budget budget) {
        return solve(request, budget, Answers.to(request));
      }

      @Override
      public List<Solution> solve(SolveRequest request, Budget budget, Answers answers) {
        return solving.solve(request, budget, answers);
      }
    };
  }
}
