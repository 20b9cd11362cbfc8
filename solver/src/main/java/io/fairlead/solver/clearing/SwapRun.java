package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.pool.SwapResult;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Executes a solution's swaps, whoever proposed it, one after another on the request's pools in the
 * contracts' own integers.
 */
public sealed interface SwapRun {
  /** Each gives at least what the solution says. */
  record Executes() implements SwapRun {}

  /** One does not. */
  record Reverts(String detail) implements SwapRun {}

  /** It calls a contract, or swaps in a pool that cannot be computed. */
  record Unknown() implements SwapRun {}

  /** What happens. */
  static SwapRun of(SolveRequest request, Solution solution) {
    Map<String, Pool> pools = new HashMap<>();
    request.liquidity().forEach(one -> Pools.of(one).ifPresent(pool -> pools.put(one.id(), pool)));
    boolean unknown = false;
    for (EngineInteraction interaction : solution.interactions()) {
      if (!(interaction instanceof LiquiditySwap swap) || !pools.containsKey(swap.id())) {
        unknown = true;
        continue;
      }
      Optional<String> problem = swap(pools, swap);
      if (problem.isPresent()) {
        // What an unknown call before it does to this pool is not known either.
        return unknown ? new Unknown() : new Reverts(problem.get());
      }
    }
    return unknown ? new Unknown() : new Executes();
  }

  private static Optional<String> swap(Map<String, Pool> pools, LiquiditySwap swap) {
    Pool pool = pools.get(swap.id());
    if (pool == null || !pool.trades(swap.inputToken(), swap.outputToken())) {
      return Optional.of("pool " + swap.id() + " does not trade this pair");
    }
    if (!(pool.exactIn(swap.inputToken(), swap.outputToken(), swap.inputAmount())
        instanceof SwapResult.Swapped result)) {
      return Optional.of("pool " + swap.id() + " does not take this amount");
    }
    pools.put(swap.id(), result.after());
    return result.amountOut().compareTo(swap.outputAmount()) >= 0
        ? Optional.empty()
        : Optional.of(
            "pool " + swap.id() + " gives " + result.amountOut() + ", not " + swap.outputAmount());
  }
}
