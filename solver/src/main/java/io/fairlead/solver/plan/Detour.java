package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A cycle that is walked with some of a token that is held.
 *
 * @param way from that token to where the cycle begins; empty if it begins there
 * @param seed value that sets out
 * @param cycle beginning where the way leads
 * @param rounds how often it is walked, at least once
 * @param part value that goes around each time, or as much as is held by then if that is less
 * @param back from the cycle to a token that is held later on: first along the cycle, then beyond;
 *     empty if the cycle's beginning is one
 * @param places where the seed is held after each swap of the way and of the first round
 */
record Detour(
    List<Arc> way,
    double seed,
    ArcGraph.Cycle cycle,
    int rounds,
    double part,
    List<Arc> back,
    List<Place> places) {
  Detour {
    way = List.copyOf(way);
    back = List.copyOf(back);
    places = List.copyOf(places);
  }

  static Detour of(
      List<Arc> way, double seed, ArcGraph.Cycle cycle, int rounds, double part, List<Arc> back) {
    List<Place> places = new ArrayList<>();
    way.forEach(arc -> places.add(new Place(arc.to(), seed)));
    cycle.arcs().forEach(arc -> places.add(new Place(arc.to(), seed)));
    return new Detour(way, seed, cycle, rounds, part, back, places);
  }

  int swaps() {
    return way.size() + rounds * cycle.arcs().size() + back.size();
  }
}
