package io.fairlead.solver.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.ForeignLiquidity;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same with every kind of liquidity, whatever order orders and pools come in. */
class EveryKindOfLiquidityTest {
  @ParameterizedTest
  @ValueSource(strings = {"bestpath", "matching", "optimal", "batch"})
  void soItDoesWithEveryKindOfLiquidity(String name) {
    Strategy strategy = Strategies.named(name).orElseThrow();
    Promises promises = new Promises();
    Set<String> kinds = new TreeSet<>();
    RandomAuction.forAll(
        20,
        seed -> {
          SolveRequest request = ForeignLiquidity.added(RandomAuction.of(seed, 5, 6, 8), seed, 4);
          List<Solution> found = strategy.solve(request, Budget.UNLIMITED);
          found.forEach(solution -> promises.check(request, solution));
          assertThat(strategy.solve(RandomAuction.shuffled(request, seed), Budget.UNLIMITED))
              .isEqualTo(found);
          Map<String, Liquidity> byId =
              request.liquidity().stream()
                  .collect(Collectors.toMap(Liquidity::id, Function.identity()));
          found.stream()
              .flatMap(solution -> solution.interactions().stream())
              .map(step -> byId.get(((LiquiditySwap) step).id()))
              .forEach(used -> kinds.add(Objects.requireNonNull(used).getClass().getSimpleName()));
        });
    assertThat(kinds)
        .containsExactly(
            "Concentrated",
            "ConstantProduct",
            "CurveStable",
            "LimitOrder",
            "Stable",
            "WeightedProduct");
  }
}
