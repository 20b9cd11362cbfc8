package io.fairlead.auction.packing;

import io.fairlead.auction.packing.Incumbent.Goal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the heaviest set of items that share no resource, by domination, connected components and
 * branch and bound with Lagrangian bounds. Exact, and the same for the same items in the same order
 * on every machine: the search is limited in steps, never in time.
 *
 * <p>Of several choices with the largest weight the result is the one that decides for the earlier
 * item: of two such choices it is the one that has the first item, in order of the list, that is in
 * one of them only.
 */
public final class PackingSolver {
  /** Whether ties matter. */
  public enum Ties {
    /** The result is the choice described above. */
    SETTLE,
    /** Any choice with the largest weight. */
    IGNORE
  }

  private final List<PackingItem> items;
  private final Ties ties;
  private final long maxSteps;
  private final Effort effort = new Effort();
  private boolean tiesSettled = true;

  private PackingSolver(List<PackingItem> items, Ties ties, long maxSteps) {
    this.items = items;
    this.ties = ties;
    this.maxSteps = maxSteps;
  }

  /**
   * Solves one problem.
   *
   * @param items earlier ones win ties
   * @param places at most so many items are chosen, from 1
   * @param maxSteps after so many steps the best choice known is returned with a bound
   */
  public static Packing solve(List<PackingItem> items, int places, Ties ties, long maxSteps) {
    if (places < 1) {
      throw new IllegalArgumentException("places must be from 1");
    }
    return new PackingSolver(List.copyOf(items), ties, maxSteps).solve(places);
  }

  private record Part(List<Integer> chosen, BigInteger total, BigInteger bound) {}

  private Packing solve(int places) {
    // What domination does not find in its share of the steps, the search finds.
    effort.allow(maxSteps / 8);
    int[] positions = Domination.survivors(items, effort);
    List<int[]> groups = Components.of(items, positions);
    Part whole =
        groups.size() == 1 ? limited(positions, places) : limited(groups, positions, places);
    return new Packing(
        whole.chosen(), whole.total(), whole.bound(), tiesSettled, effort.nodes(), effort.steps());
  }

  private Part limited(int[] positions, int places) {
    effort.allow(maxSteps);
    return part(new Instance(items, positions, places));
  }

  /** Each component alone, and only if that fills too many places all of them together. */
  private Part limited(List<int[]> groups, int[] positions, int places) {
    effort.allow(places < groups.size() ? maxSteps / 2 : maxSteps);
    List<Part> parts = new ArrayList<>();
    for (int[] group : groups) {
      parts.add(part(new Instance(items, group, places)));
    }
    Part whole = together(parts);
    if (whole.chosen().size() <= places) {
      return whole;
    }
    tiesSettled = true;
    Part limited = limited(positions, places);
    return new Part(limited.chosen(), limited.total(), limited.bound().min(whole.bound()));
  }

  private Part together(List<Part> parts) {
    return new Part(
        parts.stream().flatMap(part -> part.chosen().stream()).sorted().toList(),
        parts.stream().map(Part::total).reduce(BigInteger.ZERO, BigInteger::add),
        parts.stream().map(Part::bound).reduce(BigInteger.ZERO, BigInteger::add));
  }

  private Part part(Instance instance) {
    if (instance.size() == 1) {
      return new Part(List.of(instance.origin[0]), instance.weight[0], instance.weight[0]);
    }
    Goal goal = ties == Ties.SETTLE ? Goal.OPTIMUM_AND_TIES : Goal.OPTIMUM;
    Incumbent best = new Incumbent(instance, goal, BigInteger.ZERO, new int[0]);
    Search search = new Search(instance, effort, best);
    search.offerStarts();
    BigInteger bound = BigInteger.valueOf(search.rootBound()).shiftLeft(instance.shift);
    boolean whole = search.run(new int[0], instance.all(), best);
    int[] set = best.set();
    if (whole && best.tied()) {
      TieSettlement settlement = new TieSettlement(instance, search, best);
      tiesSettled &= settlement.settle();
      set = settlement.set();
    }
    tiesSettled &= whole || ties == Ties.IGNORE;
    List<Integer> chosen = new ArrayList<>();
    for (int item : set) {
      chosen.add(instance.origin[item]);
    }
    return new Part(chosen, best.total(), whole ? best.total() : bound.max(best.total()));
  }
}
