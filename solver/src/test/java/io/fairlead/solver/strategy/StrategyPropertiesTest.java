package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must hold of every answer, on random auctions, with the contract's own arithmetic. */
class StrategyPropertiesTest {
  @ParameterizedTest
  @ValueSource(strings = {"bestpath", "matching", "optimal", "batch"})
  void everySolutionExecutesAndKeepsEveryPromise(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    Promises promises = new Promises();
    RandomAuction.forAll(
        100,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 5, 8, 12);
          strategy
              .solve(request, Budget.UNLIMITED)
              .forEach(solution -> promises.check(request, solution));
        });
    promises.assertManyKinds();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bestpath", "matching", "optimal", "batch"})
  void theOrderOfOrdersAndPoolsChangesNothing(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    RandomAuction.forAll(
        25,
        seed -> {
          SolveRequest request = RandomAuction.of(seed, 5, 8, 12);
          List<Solution> once = strategy.solve(request, Budget.UNLIMITED);
          assertThat(strategy.solve(RandomAuction.shuffled(request, seed), Budget.UNLIMITED))
              .isEqualTo(once);
        });
  }
}
