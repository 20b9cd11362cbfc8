package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.Strategies;
import io.fairlead.solver.strategy.Strategy;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  @Test
  void itsAuctionIsOneThatIsSolved() {
    for (Strategy strategy : Strategies.all()) {
      assertThat(strategy.solve(WarmUp.request(), Budget.UNLIMITED))
          .as(strategy.name())
          .isNotEmpty();
      WarmUp.run(strategy, Budget.UNLIMITED);
    }
  }
}
