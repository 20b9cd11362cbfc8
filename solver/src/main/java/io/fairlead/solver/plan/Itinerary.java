package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * Swaps in an order in which every token has been collected before it is passed on. Detours are
 * made of what is held at a place before that is passed on.
 *
 * @param stops in order
 */
record Itinerary(List<Stop> stops) {
  Itinerary {
    stops = List.copyOf(stops);
  }

  /** Of swaps that the dual makes too, and of those on the way back from a cycle. */
  static final double FAIR = 0.98;

  /** Of swaps on the way to a cycle, which makes up for what they lose. */
  static final double ANY = 0.5;

  /** How much is swapped at a stop. */
  sealed interface Amount {
    /** This share of what is held of the token and yet to be passed on. */
    record Share(double part) implements Amount {}

    /** So much in value at the dual's prices, where a detour or a round begins. */
    record Value(double value) implements Amount {}

    /** What an earlier stop, by its number, has given. */
    record Obtained(int stop) implements Amount {}
  }

  /**
   * One swap.
   *
   * @param least what has to come out per value that goes in, at the dual's prices: less means that
   *     it comes too early, and a cycle that is to bring the pool there has not been walked
   */
  record Stop(Arc arc, Amount amount, double least) {}

  /** Along {@code arcs}, tokens in topological order, with the detours of {@code tour}. */
  static Itinerary of(List<Arc> arcs, Tour tour) {
    List<Stop> stops = new ArrayList<>();
    double ahead = 0;
    for (int i = 0; i < arcs.size(); i++) {
      Arc arc = arcs.get(i);
      if (i == 0 || arcs.get(i - 1).from() != arc.from()) {
        ahead = tour.outflow(arc.from());
        make(tour.detours(arc.from()), stops);
      }
      boolean last = i + 1 == arcs.size() || arcs.get(i + 1).from() != arc.from();
      stops.add(new Stop(arc, new Amount.Share(last ? 1 : arc.value() / ahead), FAIR));
      ahead -= arc.value();
    }
    make(tour.detours(tour.target()), stops);
    return new Itinerary(stops);
  }

  private static void make(List<Detour> detours, List<Stop> stops) {
    for (Detour detour : detours) {
      List<Place> places = detour.places();
      int way = detour.way().size();
      walk(detour.way(), new Amount.Value(detour.seed()), places.subList(0, way), ANY, stops);
      for (int round = 0; round < detour.walks().length; round++) {
        List<Place> there = round == 0 ? places.subList(way, places.size()) : List.of();
        walk(detour.cycle().arcs(), new Amount.Value(detour.walks()[round]), there, FAIR, stops);
      }
      walk(detour.back(), new Amount.Value(detour.home()), List.of(), FAIR, stops);
    }
  }

  private static void walk(
      List<Arc> arcs, Amount first, List<Place> places, double least, List<Stop> stops) {
    Amount amount = first;
    for (int i = 0; i < arcs.size(); i++) {
      stops.add(new Stop(arcs.get(i), amount, least));
      amount = new Amount.Obtained(stops.size() - 1);
      if (i < places.size()) {
        make(places.get(i).detours(), stops);
      }
    }
  }
}
