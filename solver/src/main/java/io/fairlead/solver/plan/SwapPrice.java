package io.fairlead.solver.plan;

import java.util.List;

/**
 * What a swap of a detour has to gain. Where there is room for fewer swaps than cycles ask for, it
 * is raised: the last rounds of the most gainful cycle gain less with each swap than the first ones
 * of others.
 *
 * @param cost of swaps
 * @param room for so many swaps
 */
record SwapPrice(SwapCost cost, Holdings holdings, int room) {
  /** Of what is worth most on the way: a swap that does not gain that is not worth its while. */
  static final double LEAST = 5e-7;

  /** What a bridge loses, about, before it is known. */
  static final double USUAL_LOSS = 0.004;

  /** Swaps that gain {@link #LEAST}: what gains less is not foreseen. */
  private static final double NOTABLE = 20;

  private static final int PRICES = 8;
  private static final double STEP = 3;

  /** Whether a cycle gains enough to be worth a closer look. */
  boolean isNotable(double gain) {
    return gain > NOTABLE * LEAST * cost.most();
  }

  /**
   * The one with which most is gained in the room there is, as far as can be foreseen, as a part of
   * what is worth most on the way.
   *
   * @param cycles the most gainful first
   * @param available value that may set out over a bridge
   */
  double best(List<ArcGraph.Cycle> cycles, double available) {
    double best = LEAST;
    double most = Double.NEGATIVE_INFINITY;
    double price = LEAST;
    boolean full = true;
    for (int i = 0; i < PRICES && full; i++, price *= STEP) {
      Foreseen foreseen = foresee(cycles, available, price);
      if (foreseen.net() > most) {
        most = foreseen.net();
        best = price;
      }
      full = foreseen.full();
    }
    return best;
  }

  /**
   * What detours will bring.
   *
   * @param net gains less what is lost on bridges
   * @param full whether a cycle could not be walked as often as would be worth it
   */
  private record Foreseen(double net, boolean full) {}

  private Foreseen foresee(List<ArcGraph.Cycle> cycles, double available, double price) {
    int left = room;
    double net = 0;
    boolean full = false;
    for (ArcGraph.Cycle cycle : cycles) {
      int most = left / cycle.arcs().size();
      if (isNotable(cycle.gain()) && most > 0) {
        double round = cost.of(cycle.arcs(), price);
        Rounds.Begun direct = Rounds.begun(cycle, inHand(cycle), 0, round, most);
        Rounds.Begun bridged = Rounds.begun(cycle, available, USUAL_LOSS, round, most);
        Rounds.Begun better = direct.net() > bridged.net() ? direct : bridged;
        int rounds = better.rounds().count();
        full |= rounds == most;
        left -= rounds * cycle.arcs().size();
        net += better.net() + rounds * round;
      }
    }
    return new Foreseen(net, full);
  }

  private double inHand(ArcGraph.Cycle cycle) {
    return cycle.arcs().stream().mapToDouble(arc -> holdings.of(arc.from())).max().orElse(0);
  }
}
