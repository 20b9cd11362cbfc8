package io.fairlead.solver.route;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Of what another search finds, only what no token comes back in. A routing with loops makes a gain
 * of pools whose prices differ and spends it on the amount at hand. That can be executed once, by
 * whoever comes first, so it is no price to promise to anybody.
 *
 * @param search the other search
 */
public record WithoutLoops(RoutingSearch search) implements RoutingSearch {
  @Override
  public Optional<Routing> find(
      PoolBook book,
      Address from,
      Address to,
      BigInteger amountIn,
      BigInteger outPrice,
      BigInteger gasPrice) {
    return search
        .find(book, from, to, amountIn, outPrice, gasPrice)
        .filter(routing ->
            routing.exactIn(book, amountIn).map(routed -> !loops(routed.swaps())).orElse(false));
  }

  /** Whether some token's swaps lead back to it. */
  static boolean loops(List<LiquiditySwap> swaps) {
    Map<Address, Set<Address>> into = new HashMap<>();
    for (LiquiditySwap swap : swaps) {
      into.computeIfAbsent(swap.outputToken(), token -> new HashSet<>()).add(swap.inputToken());
      into.computeIfAbsent(swap.inputToken(), token -> new HashSet<>());
    }
    // Tokens that nothing flows into any more are taken away; what stays is on a loop or behind it.
    Set<Address> gone = new HashSet<>();
    boolean more = true;
    while (more) {
      more = false;
      for (Map.Entry<Address, Set<Address>> one : into.entrySet()) {
        if (!gone.contains(one.getKey()) && gone.containsAll(one.getValue())) {
          gone.add(one.getKey());
          more = true;
        }
      }
    }
    return gone.size() < into.size();
  }
}
