package io.fairlead.solver.route;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.Pool;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Enumerates the paths between two tokens, fewest hops first, then by pool address, and picks the
 * best by quoting each exactly. Deterministic; the number of paths looked at is bounded.
 */
public final class Router {
  /** Longest path. */
  public static final int MAX_HOPS = 3;

  /** Most paths between two tokens. */
  public static final int MAX_ROUTES = 256;

  private static final int MAX_VISITS = 20_000;
  private static final BigInteger NATIVE_UNIT = BigInteger.TEN.pow(18);

  private final Map<Address, List<Edge>> edgesFrom = new TreeMap<>();
  private final Map<List<Address>, List<Route>> found = new HashMap<>();
  private final int maxHops;
  private final BooleanSupplier stop;

  /** One direction of one pool; a pool of n tokens has n * (n - 1) of them at most. */
  private record Edge(Pool pool, Route.Hop hop) {
    static final Comparator<Edge> ORDER =
        Comparator.comparing((Edge edge) -> edge.pool().address())
            .thenComparing(edge -> edge.pool().id())
            .thenComparing(edge -> edge.hop().tokenOut());
  }

  /**
   * Routes over the pools of {@code book} with at most {@code maxHops} swaps.
   *
   * @throws IllegalArgumentException unless {@code 1 <= maxHops <= MAX_HOPS}
   */
  public Router(PoolBook book, int maxHops) {
    this(book, maxHops, () -> false);
  }

  /**
   * Routes over the pools of {@code book} until told to stop: then only the paths looked at by then
   * count.
   *
   * @throws IllegalArgumentException unless {@code 1 <= maxHops <= MAX_HOPS}
   */
  public Router(PoolBook book, int maxHops, BooleanSupplier stop) {
    if (maxHops < 1 || maxHops > MAX_HOPS) {
      throw new IllegalArgumentException("hops must be 1 to " + MAX_HOPS);
    }
    this.maxHops = maxHops;
    this.stop = stop;
    for (Pool pool : book.pools()) {
      for (Address token : pool.tokens()) {
        for (Address output : pool.outputs(token)) {
          edgesFrom
              .computeIfAbsent(token, from -> new ArrayList<>())
              .add(new Edge(pool, new Route.Hop(pool.id(), token, output)));
        }
      }
    }
    edgesFrom.values().forEach(edges -> edges.sort(Edge.ORDER));
  }

  /** The paths from one token to another. */
  public List<Route> routes(Address from, Address to) {
    return found.computeIfAbsent(List.of(from, to), pair -> enumerate(from, to));
  }

  private List<Route> enumerate(Address from, Address to) {
    List<Route> routes = new ArrayList<>();
    int[] visits = {0};
    for (int hops = 1; hops <= maxHops && routes.size() < MAX_ROUTES; hops++) {
      extend(from, to, hops, new ArrayDeque<>(), routes, visits);
    }
    return List.copyOf(routes);
  }

  private void extend(
      Address at,
      Address to,
      int hopsLeft,
      Deque<Route.Hop> path,
      List<Route> routes,
      int[] visits) {
    for (Edge edge : edgesFrom.getOrDefault(at, List.of())) {
      if (routes.size() >= MAX_ROUTES || visits[0]++ >= MAX_VISITS) {
        return;
      }
      Address next = edge.hop().tokenOut();
      boolean last = hopsLeft == 1;
      if (last != next.equals(to) || path.stream().anyMatch(hop -> meets(hop, edge, next))) {
        continue;
      }
      path.addLast(edge.hop());
      if (last) {
        routes.add(new Route(List.copyOf(path)));
      } else {
        extend(next, to, hopsLeft - 1, path, routes, visits);
      }
      path.removeLast();
    }
  }

  /** A path comes to no token twice and to no pool twice. */
  private static boolean meets(Route.Hop before, Edge edge, Address next) {
    return before.tokenIn().equals(next) || before.poolId().equals(edge.hop().poolId());
  }

  /**
   * The path that gives most for {@code amountIn} after its gas; ties go to the first.
   *
   * @param outPrice wei of native token per 10^18 wei of the output
   */
  public Optional<Route> bestExactIn(
      PoolBook book,
      Address from,
      Address to,
      BigInteger amountIn,
      BigInteger outPrice,
      BigInteger gasPrice) {
    Optional<Route> best = Optional.empty();
    BigInteger bestValue = null;
    for (Route route : routes(from, to)) {
      if (stop.getAsBoolean()) {
        break;
      }
      Optional<BigInteger> out = Quoter.outputOf(book, route, amountIn);
      if (out.isPresent() && out.get().signum() > 0) {
        BigInteger value = out.get().multiply(outPrice).subtract(gasCost(book, route, gasPrice));
        if (bestValue == null || value.compareTo(bestValue) > 0) {
          bestValue = value;
          best = Optional.of(route);
        }
      }
    }
    return best;
  }

  /**
   * The path that asks least for {@code amountOut} with its gas; ties go to the first.
   *
   * @param inPrice wei of native token per 10^18 wei of the input
   */
  public Optional<Route> bestExactOut(
      PoolBook book,
      Address from,
      Address to,
      BigInteger amountOut,
      BigInteger inPrice,
      BigInteger gasPrice) {
    Optional<Route> best = Optional.empty();
    BigInteger bestCost = null;
    for (Route route : routes(from, to)) {
      if (stop.getAsBoolean()) {
        break;
      }
      Optional<BigInteger> least = Quoter.inputFor(book, route, amountOut);
      BigInteger gas = gasCost(book, route, gasPrice);
      // Going forward costs no less than going backward said: most paths are out by that already.
      if (least.isEmpty() || !cheaper(least.get().multiply(inPrice).add(gas), bestCost)) {
        continue;
      }
      Optional<Routed> routed = Quoter.exactOut(book, route, amountOut, least.get());
      if (routed.isPresent()) {
        BigInteger cost = routed.get().amountIn().multiply(inPrice).add(gas);
        if (cheaper(cost, bestCost)) {
          bestCost = cost;
          best = Optional.of(route);
        }
      }
    }
    return best;
  }

  private static boolean cheaper(BigInteger cost, @Nullable BigInteger than) {
    return than == null || cost.compareTo(than) < 0;
  }

  /** Gas cost in the unit of amount times price: native wei times 10^18. */
  private static BigInteger gasCost(PoolBook book, Route route, BigInteger gasPrice) {
    long gas = 0;
    for (Route.Hop hop : route.hops()) {
      gas = Math.addExact(gas, book.get(hop.poolId()).gasEstimate());
    }
    return BigInteger.valueOf(gas).multiply(gasPrice).multiply(NATIVE_UNIT);
  }
}
