package io.fairlead.auction.winner;

import io.fairlead.auction.packing.Packing;
import io.fairlead.auction.packing.PackingItem;
import io.fairlead.auction.packing.PackingSolver;
import io.fairlead.auction.packing.PackingSolver.Ties;
import io.fairlead.auction.winner.Selection.Total;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Elects the set of solutions with the largest total score: no two winners trade in the same
 * direction of a pair or fill the same order, every winner passes the {@link FairnessFilter}, and
 * there are at most {@link SelectionRule#maxWinners}. The result depends on the set of solutions
 * and the seed, not on their order.
 *
 * <p>Ties fall by {@code keccak256(seed ‖ hash)}, then {@code keccak256(seed ‖ solver)}, then key,
 * lower first: of two sets with the same total, the one wins that has the solution which is first
 * in this order among those in one of the sets only. Solutions with score zero change no total:
 * they get places that are left, in this order.
 */
public final class CombinatorialSelection {
  private static final Comparator<Ticket> TIES =
      Comparator.comparing(Ticket::byHash)
          .thenComparing(Ticket::bySolver)
          .thenComparing(ticket -> ticket.contender().key());

  private final SelectionRule rule;

  /** By this rule. */
  public CombinatorialSelection(SelectionRule rule) {
    this.rule = rule;
  }

  /** A contender with its score and its place in the order of ties. */
  private record Ticket(Contender contender, BigInteger score, Bytes32 byHash, Bytes32 bySolver) {
    static Ticket of(Contender contender, Bytes32 seed) {
      return new Ticket(
          contender,
          contender.score(),
          Keccak.hash(seed.bytes(), contender.hash().bytes()),
          Keccak.hash(seed.bytes(), contender.solver().getBytes(StandardCharsets.UTF_8)));
    }
  }

  /**
   * Decides.
   *
   * @param contenders valid solutions in any order
   * @param seed decides ties; nobody may be able to steer it once solutions are known
   */
  public Selection select(Collection<Contender> contenders, Bytes32 seed) {
    List<Ticket> fair =
        new FairnessFilter(contenders)
            .keep(contenders).stream()
                .map(contender -> Ticket.of(contender, seed))
                .sorted(TIES)
                .toList();
    List<Ticket> scoring = fair.stream().filter(ticket -> ticket.score().signum() > 0).toList();
    List<PackingItem> items = items(scoring);
    Packing best = PackingSolver.solve(items, rule.maxWinners(), Ties.SETTLE, rule.maxSteps());
    List<Ticket> winners = new ArrayList<>(best.chosen().stream().map(scoring::get).toList());
    fillWithUnscored(winners, fair);
    Effort effort = new Effort(best.nodes(), best.steps());
    SortedMap<String, Total> references = references(winners, scoring, items, best, effort);
    return new Selection(
        byScore(fair),
        byScore(winners),
        new Total(best.total(), best.bound()),
        references,
        effort.nodes,
        effort.steps);
  }

  private static final class Effort {
    private long nodes;
    private long steps;

    Effort(long nodes, long steps) {
      this.nodes = nodes;
      this.steps = steps;
    }
  }

  private SortedMap<String, Total> references(
      List<Ticket> winners,
      List<Ticket> scoring,
      List<PackingItem> items,
      Packing best,
      Effort effort) {
    Set<String> solvers = new TreeSet<>();
    winners.forEach(winner -> solvers.add(winner.contender().solver()));
    SortedMap<String, Total> references = new TreeMap<>();
    long left = rule.maxSteps();
    for (String solver : solvers) {
      List<PackingItem> others = new ArrayList<>();
      for (int i = 0; i < items.size(); i++) {
        if (!scoring.get(i).contender().solver().equals(solver)) {
          others.add(items.get(i));
        }
      }
      // What one does not need is left for those that follow.
      long share = left / (solvers.size() - references.size());
      Packing without = PackingSolver.solve(others, rule.maxWinners(), Ties.IGNORE, share);
      left = Math.max(0, left - without.steps());
      effort.nodes += without.nodes();
      effort.steps += without.steps();
      // Whoever leaves can only make the total smaller; a search that was cut short may have missed
      // a set for the winners that it finds here, and nobody is to pay for that.
      references.put(
          solver, new Total(without.total().min(best.total()), without.bound().min(best.bound())));
    }
    return references;
  }

  /**
   * What each takes: its pairs, and orders that do not come with a pair of their own anyway. An
   * order is always traded in its own pair, unless the same name was given to two.
   */
  private static List<PackingItem> items(List<Ticket> tickets) {
    SortedMap<TokenPair, Integer> pairs = new TreeMap<>();
    SortedMap<String, TokenPair> pairOf = new TreeMap<>();
    SortedMap<String, Integer> ambiguous = new TreeMap<>();
    for (Ticket ticket : tickets) {
      ticket.contender().pairScores().keySet().forEach(pair -> pairs.put(pair, 0));
      ticket
          .contender()
          .orders()
          .forEach((order, pair) -> {
            if (!pairOf.computeIfAbsent(order, _ -> pair).equals(pair)) {
              ambiguous.put(order, 0);
            }
          });
    }
    int next = 0;
    for (var pair : pairs.entrySet()) {
      pair.setValue(next++);
    }
    for (var order : ambiguous.entrySet()) {
      order.setValue(next++);
    }
    List<PackingItem> items = new ArrayList<>();
    for (Ticket ticket : tickets) {
      List<Integer> resources = new ArrayList<>();
      ticket.contender().pairScores().keySet().forEach(pair -> resources.add(pairs.get(pair)));
      for (String order : ticket.contender().orders().keySet()) {
        Integer resource = ambiguous.get(order);
        if (resource != null) {
          resources.add(resource);
        }
      }
      items.add(new PackingItem(ticket.score(), resources));
    }
    return items;
  }

  private void fillWithUnscored(List<Ticket> winners, List<Ticket> fair) {
    Set<TokenPair> pairs = new HashSet<>();
    Set<String> orders = new HashSet<>();
    for (Ticket winner : winners) {
      pairs.addAll(winner.contender().pairScores().keySet());
      orders.addAll(winner.contender().orders().keySet());
    }
    for (Ticket ticket : fair) {
      Contender contender = ticket.contender();
      if (ticket.score().signum() == 0
          && winners.size() < rule.maxWinners()
          && contender.pairScores().keySet().stream().noneMatch(pairs::contains)
          && contender.orders().keySet().stream().noneMatch(orders::contains)) {
        winners.add(ticket);
        pairs.addAll(contender.pairScores().keySet());
        orders.addAll(contender.orders().keySet());
      }
    }
  }

  private static List<Contender> byScore(List<Ticket> tickets) {
    return tickets.stream()
        .sorted(Comparator.comparing(Ticket::score).reversed().thenComparing(TIES))
        .map(Ticket::contender)
        .toList();
  }
}
