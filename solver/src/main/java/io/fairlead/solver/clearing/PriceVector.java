package io.fairlead.solver.clearing;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.Integers;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One whole-number price per token for pairs that form a forest. A pair with a swap may come out a
 * shade cheaper for those whose tokens go to the pool, never dearer; a pair without one keeps its
 * ratio exactly where the widths allow it.
 */
final class PriceVector {
  /** Prices stay below 2^126, and the contract allows 2^128. */
  private static final int PRICE_BITS = 126;

  private static final int SCALE_BITS = 512;

  private final List<Clearing> edges;
  private final SortedMap<Address, List<Clearing>> edgesOf = new TreeMap<>();
  private final SortedMap<Address, BigInteger> prices = new TreeMap<>();

  private PriceVector(List<Clearing> edges) {
    this.edges = edges;
    for (Clearing edge : edges) {
      edgesOf.computeIfAbsent(edge.base(), token -> new ArrayList<>()).add(edge);
      edgesOf.computeIfAbsent(edge.quote(), token -> new ArrayList<>()).add(edge);
    }
  }

  /** Prices for {@code edges}, which must not form a cycle. */
  static SortedMap<Address, BigInteger> of(List<Clearing> edges) {
    PriceVector vector = new PriceVector(edges);
    for (Clearing edge : vector.edges) {
      if (!vector.prices.containsKey(edge.base())) {
        vector.component(edge);
      }
    }
    return vector.prices;
  }

  private void component(Clearing first) {
    Address root = first.base();
    if (edgesOf.getOrDefault(root, List.of()).size() == 1
        && edgesOf.getOrDefault(first.quote(), List.of()).size() == 1) {
      prices.put(first.base(), first.basePrice());
      prices.put(first.quote(), first.quotePrice());
      return;
    }
    SortedMap<Address, BigInteger> relative = new TreeMap<>();
    relative.put(root, BigInteger.ONE.shiftLeft(SCALE_BITS));
    List<Step> steps = walk(root);
    BigInteger grid = BigInteger.ONE;
    for (Step step : steps) {
      BigInteger from = relative.getOrDefault(step.from(), BigInteger.ONE);
      relative.put(step.to(), from.multiply(step.over()).divide(step.under()).max(BigInteger.ONE));
      if (step.edge().swap() == null) {
        grid = grid.multiply(Ratio.of(step.over(), step.under()).under());
      }
    }
    if (grid.bitLength() > PRICE_BITS / 2) {
      grid = BigInteger.ONE;
    }
    BigInteger largest = relative.values().stream().reduce(BigInteger.ONE, BigInteger::max);
    BigInteger rootPrice = BigInteger.ONE.shiftLeft(PRICE_BITS + SCALE_BITS).divide(largest);
    prices.put(root, onGrid(rootPrice, grid, false).max(BigInteger.ONE));
    for (Step step : steps) {
      prices.put(step.to(), next(step, prices.getOrDefault(step.from(), BigInteger.ONE), grid));
    }
  }

  private static BigInteger next(Step step, BigInteger from, BigInteger grid) {
    boolean up = step.edge().quote().equals(step.to());
    BigInteger exact =
        up
            ? Integers.mulDivUp(from, step.over(), step.under())
            : Integers.mulDiv(from, step.over(), step.under());
    return (step.edge().swap() == null ? exact : onGrid(exact, grid, up)).max(BigInteger.ONE);
  }

  private static BigInteger onGrid(BigInteger price, BigInteger grid, boolean up) {
    BigInteger multiple = up ? Integers.divideUp(price, grid) : price.divide(grid);
    return multiple.multiply(grid);
  }

  /** From a token with a price to one without: its price is the first's times over / under. */
  private record Step(Clearing edge, Address from, Address to, BigInteger over, BigInteger under) {}

  private List<Step> walk(Address root) {
    List<Step> steps = new ArrayList<>();
    Deque<Address> open = new ArrayDeque<>(List.of(root));
    SortedMap<Address, Boolean> seen = new TreeMap<>();
    seen.put(root, true);
    while (!open.isEmpty()) {
      Address from = open.removeFirst();
      for (Clearing edge : edgesOf.getOrDefault(from, List.of())) {
        boolean fromBase = edge.base().equals(from);
        Address to = fromBase ? edge.quote() : edge.base();
        if (seen.putIfAbsent(to, true) == null) {
          open.addLast(to);
          steps.add(
              new Step(
                  edge,
                  from,
                  to,
                  fromBase ? edge.quotePrice() : edge.basePrice(),
                  fromBase ? edge.basePrice() : edge.quotePrice()));
        }
      }
    }
    return steps;
  }
}
