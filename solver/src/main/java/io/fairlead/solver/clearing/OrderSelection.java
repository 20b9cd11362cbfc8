package io.fairlead.solver.clearing;

import io.fairlead.contracts.intent.IntentUid;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Chooses which orders of a pair to fill and how much of those that may be filled in parts, so that
 * every limit holds at the resulting price and the surplus is large. Starts with everybody, drops
 * whose limit the price does not reach, then tries to take orders back in, in part where allowed,
 * and to leave out those that cost the others more than they gain.
 */
public final class OrderSelection {
  /** Most sets of takes that are priced, unless told otherwise. */
  public static final int MAX_TRIES = 160;

  private static final int MAX_POLISHED = 8;
  private static final int PARTS = 16;

  private final Comparator<Take> ranking;
  private final Function<List<Take>, Optional<Clearing>> clearer;
  private final Budget budget;
  private final int maxTries;
  private int tries;

  private OrderSelection(
      Comparator<Take> ranking,
      Function<List<Take>, Optional<Clearing>> clearer,
      Budget budget,
      int maxTries) {
    this.maxTries = maxTries;
    this.ranking = ranking;
    this.clearer = clearer;
    this.budget = budget;
  }

  private record Chosen(List<Take> takes, Clearing clearing) {}

  /**
   * The best clearing found.
   *
   * @param takes all candidates
   * @param ranking the most generous first; a total order
   * @param clearer prices a set of takes
   */
  public static Optional<Clearing> choose(
      List<Take> takes,
      Comparator<Take> ranking,
      Function<List<Take>, Optional<Clearing>> clearer,
      Budget budget) {
    return choose(takes, ranking, clearer, budget, MAX_TRIES);
  }

  /** The best clearing found within {@code maxTries} sets of takes. */
  public static Optional<Clearing> choose(
      List<Take> takes,
      Comparator<Take> ranking,
      Function<List<Take>, Optional<Clearing>> clearer,
      Budget budget,
      int maxTries) {
    OrderSelection selection = new OrderSelection(ranking, clearer, budget, maxTries);
    List<Take> ranked = selection.sorted(takes);
    Optional<Chosen> chosen = selection.dropViolators(ranked);
    chosen = selection.takeBack(chosen, ranked);
    chosen = selection.polish(chosen);
    return chosen.map(Chosen::clearing);
  }

  private Optional<Chosen> dropViolators(List<Take> takes) {
    List<Take> kept = takes;
    while (!kept.isEmpty() && !exhausted()) {
      Optional<Clearing> clearing = clear(kept);
      if (clearing.isPresent() && clearing.get().acceptable()) {
        return accepted(kept, clearing.get());
      }
      kept = clearing.isPresent() ? without(kept, violators(clearing.get())) : shorter(kept);
    }
    return Optional.empty();
  }

  /** The less generous half of those who would not get what they signed. */
  private static Set<IntentUid> violators(Clearing clearing) {
    List<FilledOrder> violated =
        clearing.fills().stream().filter(fill -> !fill.acceptable()).toList();
    return violated.subList(violated.size() / 2, violated.size()).stream()
        .map(fill -> fill.order().uid())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Take> without(List<Take> takes, Set<IntentUid> orders) {
    return takes.stream().filter(take -> !orders.contains(take.order().uid())).toList();
  }

  private static List<Take> shorter(List<Take> takes) {
    return takes.subList(0, takes.size() - Math.max(1, takes.size() / 4));
  }

  private Optional<Chosen> takeBack(Optional<Chosen> chosen, List<Take> all) {
    Set<IntentUid> in =
        chosen.stream()
            .flatMap(some -> some.takes().stream())
            .map(take -> take.order().uid())
            .collect(Collectors.toCollection(TreeSet::new));
    List<Take> out = all.stream().filter(take -> !in.contains(take.order().uid())).toList();
    return out.isEmpty() ? chosen : add(chosen, out);
  }

  /** Adds all of {@code more} if that is better, otherwise each half by itself. */
  private Optional<Chosen> add(Optional<Chosen> chosen, List<Take> more) {
    if (exhausted()) {
      return chosen;
    }
    List<Take> together = new ArrayList<>(chosen.map(Chosen::takes).orElse(List.of()));
    together.addAll(more);
    Optional<Chosen> better = better(chosen, sorted(together));
    if (better.isPresent()) {
      return better;
    }
    if (more.size() > 1) {
      int half = more.size() / 2;
      return add(add(chosen, more.subList(0, half)), more.subList(half, more.size()));
    }
    Take single = more.getFirst();
    return single.intent().partiallyFillable() ? resize(chosen, single, single.amount()) : chosen;
  }

  private Optional<Chosen> polish(Optional<Chosen> start) {
    if (start.isEmpty()) {
      return start;
    }
    Optional<Chosen> chosen = start;
    List<Take> least = start.get().takes().reversed().stream().limit(MAX_POLISHED).toList();
    for (Take take : least) {
      if (exhausted()) {
        break;
      }
      if (take.intent().partiallyFillable()) {
        chosen = resize(chosen, take, Take.all(take.order()).amount());
      } else if (chosen.orElseThrow().takes().size() > 1) {
        List<Take> rest = without(chosen.orElseThrow().takes(), Set.of(take.order().uid()));
        Optional<Chosen> better = better(chosen, rest);
        chosen = better.isPresent() ? better : chosen;
      }
    }
    return chosen;
  }

  /** Tries {@code take}'s order at parts of {@code most}, first coarsely, then around the best. */
  private Optional<Chosen> resize(Optional<Chosen> start, Take take, BigInteger most) {
    Optional<Chosen> chosen = start;
    Set<IntentUid> self = Set.of(take.order().uid());
    List<Take> others = start.map(some -> without(some.takes(), self)).orElse(List.of());
    BigInteger step = most.divide(BigInteger.valueOf(PARTS));
    BigInteger best = BigInteger.ZERO;
    for (int part = 1; part <= PARTS && step.signum() > 0; part++) {
      BigInteger amount = part == PARTS ? most : step.multiply(BigInteger.valueOf(part));
      Optional<Chosen> better = better(chosen, with(others, take.of(amount)));
      if (better.isPresent()) {
        chosen = better;
        best = amount;
      }
    }
    for (step = step.shiftRight(1);
        best.signum() > 0 && step.compareTo(most.shiftRight(12)) > 0;
        step = step.shiftRight(1)) {
      for (BigInteger amount : List.of(best.subtract(step), best.add(step).min(most))) {
        Optional<Chosen> better = better(chosen, with(others, take.of(amount)));
        if (better.isPresent()) {
          chosen = better;
          best = amount;
          break;
        }
      }
    }
    return chosen;
  }

  private List<Take> with(List<Take> others, Take take) {
    List<Take> together = new ArrayList<>(others);
    together.add(take);
    return sorted(together);
  }

  private List<Take> sorted(List<Take> takes) {
    return takes.stream().sorted(ranking).toList();
  }

  private Optional<Chosen> better(Optional<Chosen> than, List<Take> takes) {
    Optional<Clearing> clearing = clear(takes);
    return clearing
        .filter(Clearing::acceptable)
        .filter(found ->
            found
                    .surplus()
                    .compareTo(than.map(some -> some.clearing().surplus()).orElse(BigInteger.ZERO))
                > 0)
        .map(found -> new Chosen(takes, found));
  }

  private static Optional<Chosen> accepted(List<Take> takes, Clearing clearing) {
    return clearing.surplus().signum() > 0
        ? Optional.of(new Chosen(takes, clearing))
        : Optional.empty();
  }

  private Optional<Clearing> clear(List<Take> takes) {
    tries++;
    return clearer.apply(takes);
  }

  private boolean exhausted() {
    return tries >= maxTries || budget.spent();
  }
}
