package io.fairlead.solver.batch.recover;

import io.fairlead.auction.partition.DisjointSets;
import io.fairlead.solver.route.PoolBook;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/**
 * Settles a batch group by group: tokens that filled orders and used pools connect make a group,
 * and what happens in one does not touch the others. A group that trades with no pool is settled in
 * whole lots, any other with the pools taking up what is left.
 */
public final class Settlement {
  private Settlement() {}

  /**
   * The groups that could be settled.
   *
   * @param groups how many there are
   * @param failed how many of them could not be settled with their pools
   * @param settled the others
   */
  public record Result(int groups, int failed, List<Settled> settled) {
    /** Copies the list. */
    public Result {
      settled = List.copyOf(settled);
    }
  }

  /**
   * Settles.
   *
   * @param wishes every order that may take part
   * @param venues those that trade
   * @param flows wei of each coin that come out of each pool (above zero) or go in
   * @param makerParts which part of each maker's order is filled
   * @param book the pools' states
   */
  public static Result of(
      List<Wish> wishes,
      Venues venues,
      List<double[]> flows,
      double[] makerParts,
      Quotation quotation,
      PoolBook book,
      BooleanSupplier stop) {
    List<PoolArc> arcs = new ArrayList<>();
    for (int i = 0; i < venues.pools().size(); i++) {
      PoolTrade trade = venues.pools().get(i);
      arcs.addAll(PoolArc.of(trade.agent(), trade.pool(), flows.get(i), quotation.clearing()));
    }
    for (int i = 0; i < makerParts.length; i++) {
      PoolArc.of(venues.makers().get(i), makerParts[i], quotation.clearing()).ifPresent(arcs::add);
    }
    DisjointSets groups = new DisjointSets(quotation.clearing().length);
    wishes.stream()
        .filter(wish -> wish.part() > 0)
        .forEach(wish -> groups.join(wish.give(), wish.take()));
    arcs.forEach(arc -> groups.join(arc.from(), arc.to()));
    SortedMap<Integer, List<Wish>> byGroup = new TreeMap<>();
    for (Wish wish : wishes) {
      if (groups.together(wish.give(), wish.take())) {
        byGroup.computeIfAbsent(groups.least(wish.give()), least -> new ArrayList<>()).add(wish);
      }
    }
    List<Settled> settled = new ArrayList<>();
    int failed = 0;
    for (var entry : byGroup.entrySet()) {
      List<PoolArc> own =
          arcs.stream().filter(arc -> groups.least(arc.from()) == entry.getKey()).toList();
      int[] tokens = tokens(groups, entry.getKey(), quotation.clearing().length);
      if (entry.getValue().stream().noneMatch(wish -> wish.part() > 0)) {
        continue;
      }
      Optional<Settled> one =
          own.isEmpty()
              ? ClosedGroup.settle(entry.getValue(), tokens, quotation, stop)
              : OpenGroup.settle(entry.getValue(), own, tokens, quotation, book);
      failed += one.isEmpty() && !own.isEmpty() ? 1 : 0;
      one.ifPresent(settled::add);
    }
    return new Result(byGroup.size(), failed, settled);
  }

  private static int[] tokens(DisjointSets groups, int least, int count) {
    return IntStream.range(least, count).filter(token -> groups.least(token) == least).toArray();
  }
}
