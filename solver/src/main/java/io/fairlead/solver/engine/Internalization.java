package io.fairlead.solver.engine;

import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Marks swaps that need not be executed, because the settlement contract may keep the input and has
 * the output itself (CIP-2): the request must call the input token trusted, and say that enough of
 * the output token is there for all swaps so marked. Our own auctioneer says that there is nothing.
 */
final class Internalization {
  private Internalization() {}

  static List<Solution> marked(SolveRequest request, List<Solution> solutions) {
    return solutions.stream().map(solution -> marked(request, solution)).toList();
  }

  private static Solution marked(SolveRequest request, Solution solution) {
    SortedMap<Address, BigInteger> left = new TreeMap<>();
    request.tokens().forEach((token, info) -> left.put(token, info.availableBalance()));
    List<EngineInteraction> steps = new ArrayList<>();
    for (EngineInteraction step : solution.interactions()) {
      steps.add(
          step instanceof LiquiditySwap swap && covered(request, swap, left)
              ? new LiquiditySwap(
                  swap.id(),
                  swap.inputToken(),
                  swap.outputToken(),
                  swap.inputAmount(),
                  swap.outputAmount(),
                  true)
              : step);
    }
    return solution.with(steps);
  }

  private static boolean covered(
      SolveRequest request, LiquiditySwap swap, SortedMap<Address, BigInteger> left) {
    TokenInfo input = request.tokens().get(swap.inputToken());
    BigInteger after =
        left.getOrDefault(swap.outputToken(), BigInteger.ZERO).subtract(swap.outputAmount());
    if (input == null || !input.trusted() || after.signum() < 0) {
      return false;
    }
    left.put(swap.outputToken(), after);
    return true;
  }
}
