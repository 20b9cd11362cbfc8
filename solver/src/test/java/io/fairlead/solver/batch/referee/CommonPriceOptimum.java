package io.fairlead.solver.batch.referee;

import io.fairlead.solver.batch.demand.Want;
import java.util.BitSet;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The most that can be scored at one price per token, by spatial branch and bound (Horst and Tuy,
 * "Global Optimization", 1996): boxes of log prices, each with a {@link Relaxation} that no
 * settlement there beats; the best box is split, at an order's limit or between two prices, until
 * nothing better than what is known can be in any by more than a tolerance.
 */
final class CommonPriceOptimum {
  private static final double NARROW = 1e-9;

  private final Bargain bargain;
  private final double tolerance;
  private final int mostBoxes;
  private double best;
  private double[] bestPrices;

  /** The most that boxes not looked into may hold. */
  private double left;

  private int boxes;

  /**
   * What came of it.
   *
   * @param best what is scored at {@code logPrices}
   * @param bound no settlement scores more
   */
  @SuppressWarnings("ArrayRecordComponent") // a carrier for arrays, never compared
  record Found(double best, double bound, double[] logPrices, int boxes) {}

  private record Node(PriceBox box, BitSet out, double bound, Relaxation relaxation) {}

  CommonPriceOptimum(Bargain bargain, double tolerance, int mostBoxes) {
    this.bargain = bargain;
    this.tolerance = tolerance;
    this.mostBoxes = mostBoxes;
    this.bestPrices = new double[bargain.tokens()];
  }

  /** A score that is known to be reached: nothing worse is looked for. */
  void know(double score) {
    best = Math.max(best, score);
  }

  /** Prices that are known to be good: nothing worse is looked for. */
  void know(double[] logPrices) {
    double score = AtPrices.score(bargain, logPrices);
    if (score > best) {
      best = score;
      bestPrices = logPrices.clone();
    }
  }

  Found search() {
    PriorityQueue<Node> open =
        new PriorityQueue<>(Comparator.comparingDouble((Node node) -> -node.bound()));
    open(open, bargain.everywhere(), new BitSet());
    while (!open.isEmpty() && boxes < mostBoxes) {
      Node node = open.peek();
      if (node.bound() <= best * (1 + tolerance)) {
        break;
      }
      open.poll();
      split(open, node);
    }
    double bound = Math.max(best, open.isEmpty() ? left : Math.max(left, open.peek().bound()));
    return new Found(best, bound, bestPrices, boxes);
  }

  private void open(PriorityQueue<Node> open, PriceBox box, BitSet out) {
    if (box.isEmpty()) {
      return;
    }
    boxes++;
    Relaxation relaxation = new Relaxation(bargain, box, out);
    if (!relaxation.solve()) {
      return;
    }
    if (relaxation.value() > best * (1 + tolerance)) {
      know(relaxation.logPrices());
      open.add(new Node(box, out, relaxation.value(), relaxation));
    } else {
      left = Math.max(left, relaxation.value());
    }
  }

  private void split(PriorityQueue<Node> open, Node node) {
    double[][] off = node.relaxation().mismatches();
    int[] pair = pair(node, off);
    int order = misplaced(node, 0.2 * off[pair[0]][pair[1]]);
    if (order >= 0) {
      Want want = bargain.orders().get(order);
      open(open, node.box().with(want.give(), want.take(), want.limit()), node.out());
      BitSet out = (BitSet) node.out().clone();
      out.set(order);
      open(open, node.box().with(want.take(), want.give(), -want.limit()), out);
      return;
    }
    double[] at = node.relaxation().logPrices();
    double low = node.box().least(pair[0], pair[1]);
    double width = node.box().width(pair[0], pair[1]);
    double inside = Math.max(0.15 * width, Math.min(0.85 * width, at[pair[0]] - at[pair[1]] - low));
    open(open, node.box().with(pair[0], pair[1], low + inside), node.out());
    open(open, node.box().with(pair[1], pair[0], -low - inside), node.out());
  }

  /**
   * The order that the relaxation fills farthest behind its limit, in value; -1 if none misses it
   * by so much.
   */
  private int misplaced(Node node, double least) {
    double[] at = node.relaxation().logPrices();
    int order = -1;
    double most = least;
    for (int i = 0; i < bargain.orders().size(); i++) {
      Want want = bargain.orders().get(i);
      double behind = want.limit() - at[want.give()] + at[want.take()];
      double missed = want.size() * node.relaxation().filled(i) * behind;
      if (node.box().least(want.give(), want.take()) < want.limit() - NARROW && missed > most) {
        most = missed;
        order = i;
      }
    }
    return order;
  }

  /** The pair of tokens to part the box between: most mismatched, or else farthest apart. */
  private int[] pair(Node node, double[][] off) {
    int[] pair = {0, 1};
    for (int one = 0; one < off.length; one++) {
      for (int other = one + 1; other < off.length; other++) {
        double width = node.box().width(one, other);
        double mostOff = off[pair[0]][pair[1]];
        boolean more = width > NARROW && off[one][other] > mostOff;
        boolean wider = mostOff == 0 && width > node.box().width(pair[0], pair[1]);
        if (more || wider) {
          pair = new int[] {one, other};
        }
      }
    }
    return pair;
  }
}
