package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Swaps in an order in which every token has been collected before it is passed on. Cycles go where
 * most of one of their tokens is held: a cycle is a detour of it. Where more flows around than is
 * held it goes around several times; a cycle of which nothing is ever held is left out.
 *
 * @param stops in order
 */
record Itinerary(List<Stop> stops) {
  private static final int MAX_ROUNDS = 8;

  Itinerary {
    stops = List.copyOf(stops);
  }

  /** How much is swapped at a stop. */
  enum Amount {
    /** Its share of what is held of the token and yet to be passed on. */
    SHARE,
    /** So much in value, where a cycle begins. */
    VALUE,
    /** What the stop before has given. */
    OBTAINED
  }

  /**
   * One swap.
   *
   * @param part the share or the value, if that says how much
   */
  record Stop(Arc arc, Amount amount, double part) {}

  static Itinerary of(ArcGraph.Parts parts, int tokens, int source, int target) {
    double[] held = new double[tokens];
    for (Arc arc : parts.arcs()) {
      held[arc.from()] += arc.value();
      held[target] += arc.to() == target ? arc.value() : 0;
    }
    List<List<ArcGraph.Cycle>> detours = new ArrayList<>();
    for (int token = 0; token < tokens; token++) {
      detours.add(new ArrayList<>());
    }
    for (ArcGraph.Cycle cycle : parts.cycles()) {
      int best = source;
      double most = 0;
      for (Arc arc : cycle.arcs()) {
        if (held[arc.from()] > most) {
          most = held[arc.from()];
          best = arc.from();
        }
      }
      if (most > 0) {
        detours.get(best).add(cycle.from(best));
      }
    }
    return new Itinerary(stops(parts.arcs(), detours, held, target));
  }

  private static List<Stop> stops(
      List<Arc> arcs, List<List<ArcGraph.Cycle>> detours, double[] held, int target) {
    List<Stop> stops = new ArrayList<>();
    double ahead = 0;
    for (int i = 0; i < arcs.size(); i++) {
      Arc arc = arcs.get(i);
      if (i == 0 || arcs.get(i - 1).from() != arc.from()) {
        ahead = held[arc.from()];
        detours.get(arc.from()).forEach(cycle -> goAround(cycle, held[arc.from()], stops));
      }
      boolean last = i + 1 == arcs.size() || arcs.get(i + 1).from() != arc.from();
      stops.add(new Stop(arc, Amount.SHARE, last ? 1 : arc.value() / ahead));
      ahead -= arc.value();
    }
    detours.get(target).forEach(cycle -> goAround(cycle, held[target], stops));
    return stops;
  }

  private static void goAround(ArcGraph.Cycle cycle, double held, List<Stop> stops) {
    int rounds = (int) Math.min(MAX_ROUNDS, Math.ceil(cycle.value() / held));
    double part = Math.min(held, cycle.value() / rounds);
    for (int round = 0; round < rounds; round++) {
      stops.add(new Stop(cycle.arcs().getFirst(), Amount.VALUE, part));
      for (int i = 1; i < cycle.arcs().size(); i++) {
        stops.add(new Stop(cycle.arcs().get(i), Amount.OBTAINED, 0));
      }
    }
  }
}
