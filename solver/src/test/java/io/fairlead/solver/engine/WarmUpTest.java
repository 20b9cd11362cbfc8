package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.Strategies;
import io.fairlead.solver.strategy.Strategy;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static final int ROUNDS = 20;

  @Test
  void itsAuctionIsOneThatIsSolved() {
    for (Strategy strategy : Strategies.all()) {
      FirstAnswer watched = new FirstAnswer(strategy);
      WarmUp.run(watched, Budget.UNLIMITED);
      assertThat(watched.answer).as(strategy.name()).isNotEmpty();
      assertThat(watched.rounds).as(strategy.name()).isEqualTo(ROUNDS);
    }
  }

  @Test
  void endsWithItsBudget() {
    FirstAnswer watched = new FirstAnswer(Strategies.all().getFirst());
    WarmUp.run(watched, () -> watched.rounds > 2);
    assertThat(watched.rounds).isEqualTo(3);
  }

  /** A strategy whose later answers are its first, because the auction is the same every time. */
  private static final class FirstAnswer implements Strategy {
    private final Strategy strategy;
    private List<Solution> answer = List.of();
    private int rounds;

    FirstAnswer(Strategy strategy) {
      this.strategy = strategy;
    }

    @Override
    public String name() {
      return strategy.name();
    }

    @Override
    public String description() {
      return strategy.description();
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      if (rounds++ == 0) {
        answer = strategy.solve(request, budget);
      }
      return answer;
    }
  }
}
