package io.fairlead.solver.batch.branch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/**
 * Branch and bound over orders that are filled whole or not at all. Where the prices would fill one
 * in part, it is left out in one branch and filled in the other. The score of any settlement
 * without some orders is at most the dual's bound without them, so a branch whose bound is no more
 * than the best score so far is not followed. A branch begins at the prices of the one it comes
 * from. Best bound first; bounded in branches, so that the same auction gives the same answer on
 * any machine.
 *
 * @param <T> what a clearing gives
 */
public final class WholeOrders<T> {
  private static final double HARDLY = 1e-9;

  private final Clearing<T> clearing;
  private final ToDoubleFunction<Choice[]> bound;
  private final int maxBranches;
  private final BooleanSupplier stop;
  private double best = Double.NEGATIVE_INFINITY;
  private int branches;
  private double open = Double.NEGATIVE_INFINITY;

  /**
   * A clearing at some choices.
   *
   * @param result a settlement that keeps the choices' rules, if there is one
   * @param score what it scores
   * @param undecided an order that the prices fill in part and may not be, -1 if there is none
   * @param part the part
   * @param logPrices where the search for prices ended
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  public record Cleared<T>(
      Optional<T> result, double score, int undecided, double part, double[] logPrices) {}

  /** Clears a batch. */
  @FunctionalInterface
  public interface Clearing<T> {
    /**
     * Clears.
     *
     * @param choices what is done with each order
     * @param start log prices to begin with: those at which all but one of the choices were cleared
     */
    Cleared<T> at(Choice[] choices, double[] start);
  }

  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Branch(List<Choice> list, double bound, int number, double[] start) {
    Branch(Choice[] choices, double bound, int number, double[] start) {
      this(List.of(choices), bound, number, start);
    }

    Choice[] choices() {
      return list.toArray(Choice[]::new);
    }
  }

  /**
   * A search.
   *
   * @param clearing clears at some choices
   * @param bound the most that can be scored at some choices
   * @param maxBranches most clearings
   */
  public WholeOrders(
      Clearing<T> clearing,
      ToDoubleFunction<Choice[]> bound,
      int maxBranches,
      BooleanSupplier stop) {
    this.clearing = clearing;
    this.bound = bound;
    this.maxBranches = maxBranches;
    this.stop = stop;
  }

  /** Branches that were cleared. */
  public int branches() {
    return branches;
  }

  /**
   * The largest bound of a branch that was not looked into, below the best score if everything was:
   * no choice of whole orders scores more than the larger of the two at the prices searched.
   */
  public double open() {
    return open;
  }

  /**
   * Searches; each settlement is handed to {@code found}.
   *
   * @param root where to begin
   * @param first the clearing at {@code root}
   * @param incumbent the best score so far
   */
  public void search(Choice[] root, Cleared<T> first, double incumbent, Consumer<T> found) {
    best = incumbent;
    PriorityQueue<Branch> queue =
        new PriorityQueue<>(
            Comparator.comparingDouble((Branch branch) -> -branch.bound())
                .thenComparingInt(Branch::number));
    int number = expand(root, first, Double.POSITIVE_INFINITY, queue, 0);
    while (!queue.isEmpty()) {
      Branch branch = queue.remove();
      if (branch.bound() <= best + HARDLY * Math.abs(best)) {
        return;
      }
      if (branches >= maxBranches || stop.getAsBoolean()) {
        open = branch.bound();
        return;
      }
      branches++;
      Cleared<T> cleared = clearing.at(branch.choices(), branch.start());
      if (cleared.result().isPresent() && cleared.score() > best) {
        best = cleared.score();
        found.accept(cleared.result().get());
      }
      number = expand(branch.choices(), cleared, branch.bound(), queue, number);
    }
  }

  private int expand(
      Choice[] choices, Cleared<T> cleared, double above, PriorityQueue<Branch> queue, int number) {
    int order = cleared.undecided();
    if (order < 0) {
      return number;
    }
    Choice[] in = choices.clone();
    in[order] = Choice.IN;
    Choice[] out = choices.clone();
    out[order] = Choice.OUT;
    double without = Math.min(above, bound.applyAsDouble(out));
    double whole = Math.min(above, bound.applyAsDouble(in));
    // Where bounds are equal, what the prices lean to comes first.
    boolean leansIn = cleared.part() >= 0.5;
    queue.add(new Branch(in, whole, leansIn ? number : number + 1, cleared.logPrices()));
    queue.add(new Branch(out, without, leansIn ? number + 1 : number, cleared.logPrices()));
    return number + 2;
  }
}
