package io.fairlead.solver.engine;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.LiquidityJson;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.primitive.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a request says twice and differently: two pools of one id, two states of one address, two
 * orders of one uid. Nobody can know which is true, and one wrong swap costs the whole solution, so
 * all of them are left out. Saying the same twice is harmless.
 *
 * @param request without them
 * @param pools ids of the pools left out, ascending
 * @param orders how many orders are left out
 */
record Contradictions(SolveRequest request, List<String> pools, int orders) {
  /** Finds them. */
  static Contradictions in(SolveRequest request) {
    Set<String> pools = ofIds(request.liquidity());
    pools.addAll(ofAddresses(request.liquidity()));
    List<Order> orders = agreeing(request.orders());
    boolean repeated = orders.size() < request.orders().size();
    if (pools.isEmpty() && !repeated) {
      return new Contradictions(request, List.of(), 0);
    }
    Set<IntentUid> kept = orders.stream().map(Order::uid).collect(Collectors.toSet());
    long leftOut = request.orders().stream().filter(order -> !kept.contains(order.uid())).count();
    return new Contradictions(
        new SolveRequest(
            request.id(),
            request.tokens(),
            orders,
            request.baskets(),
            request.liquidity().stream().filter(pool -> !pools.contains(pool.id())).toList(),
            request.effectiveGasPrice(),
            request.deadline()),
        List.copyOf(pools),
        (int) leftOut);
  }

  boolean any() {
    return !pools.isEmpty() || orders > 0;
  }

  private static Set<String> ofIds(List<Liquidity> liquidity) {
    Set<String> contradictory = new TreeSet<>();
    Map<String, Liquidity> seen = new HashMap<>();
    for (Liquidity pool : liquidity) {
      Liquidity before = seen.putIfAbsent(pool.id(), pool);
      if (before != null && !before.equals(pool)) {
        contradictory.add(pool.id());
      }
    }
    return contradictory;
  }

  /** Orders of one exchange share its address; everything else is one pool. */
  private static Set<String> ofAddresses(List<Liquidity> liquidity) {
    Map<Address, List<Liquidity>> byAddress = new HashMap<>();
    for (Liquidity pool : liquidity) {
      if (!(pool instanceof Liquidity.LimitOrder)) {
        byAddress.computeIfAbsent(pool.address(), ignored -> new ArrayList<>(1)).add(pool);
      }
    }
    Set<String> contradictory = new HashSet<>();
    for (List<Liquidity> pools : byAddress.values()) {
      if (pools.size() > 1 && pools.stream().map(Contradictions::state).distinct().count() > 1) {
        pools.forEach(pool -> contradictory.add(pool.id()));
      }
    }
    return contradictory;
  }

  private static String state(Liquidity pool) {
    ObjectNode json = LiquidityJson.write(pool);
    json.remove("id");
    return Json.canonical(json);
  }

  private static List<Order> agreeing(List<Order> orders) {
    Map<IntentUid, Order> seen = new HashMap<>();
    Set<IntentUid> contradictory = new HashSet<>();
    List<Order> once = new ArrayList<>();
    for (Order order : orders) {
      Order before = seen.putIfAbsent(order.uid(), order);
      if (before == null) {
        once.add(order);
      } else if (!before.equals(order)) {
        contradictory.add(order.uid());
      }
    }
    return contradictory.isEmpty()
        ? once
        : once.stream().filter(order -> !contradictory.contains(order.uid())).toList();
  }
}
