package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A cycle that is walked with some of a token that is held.
 *
 * @param way from that token to where the cycle begins; empty if it begins there
 * @param seed value that sets out
 * @param cycle beginning where the way leads
 * @param walks value that goes around each time, at least once, or as much as is held by then if
 *     that is less
 * @param back from the cycle to a token that is held later on: first along the cycle, then beyond;
 *     empty if the cycle's beginning is one
 * @param home value that goes back, or as much as is held by then if that is less
 * @param places where the seed is held after each swap of the way and of the first round
 */
@SuppressWarnings("ArrayRecordComponent") // walks are never compared
record Detour(
    List<Arc> way,
    double seed,
    ArcGraph.Cycle cycle,
    double[] walks,
    List<Arc> back,
    double home,
    List<Place> places) {
  Detour {
    way = List.copyOf(way);
    back = List.copyOf(back);
    places = List.copyOf(places);
  }

  static Detour of(
      List<Arc> way,
      double seed,
      ArcGraph.Cycle cycle,
      double[] walks,
      List<Arc> back,
      double home) {
    List<Place> places = new ArrayList<>();
    way.forEach(arc -> places.add(new Place(arc.to(), seed)));
    cycle.arcs().forEach(arc -> places.add(new Place(arc.to(), seed)));
    return new Detour(way, seed, cycle, walks, back, home, places);
  }

  int swaps() {
    return way.size() + walks.length * cycle.arcs().size() + back.size();
  }
}
