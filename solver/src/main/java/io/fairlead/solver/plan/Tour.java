package io.fairlead.solver.plan;

import io.fairlead.auction.engine.SolutionJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides where cycles are walked and how often. A cycle that more flows around than is held of its
 * tokens is walked several times, and one of which little or nothing is held is reached by a
 * bridge: some of what is held elsewhere is swapped into one of its tokens and afterwards back into
 * one that is still to be passed on. The bridge loses a part of the amount that starts the cycle,
 * and every swap costs gas, rounding and time; so much of a cycle is walked, and so often, as is
 * best with these.
 */
final class Tour {
  /** Most swaps of all detours. */
  private static final int MAX_SWAPS = 1_500;

  /** Most swaps of detours and path together, less some for what goes home. */
  private static final int MAX_ALL = SolutionJson.MAX_INTERACTIONS - 100;

  /** Swaps that an arc of the path comes to at most, about. */
  private static final double PER_ARC = 1.4;

  /** Swaps for which a bridge may need room. */
  private static final int BRIDGE_SWAPS = 30;

  /** So much of what is held of a token may set out over a bridge. */
  private static final double LEAVE = 0.98;

  /** So many times what is held of a token may come back to it over a bridge. */
  private static final double RETURN = 2;

  private final Bridges bridges;
  private final int target;
  private final boolean[] closed;
  private final Holdings holdings;

  /** How much of a token is held there is for the holdings to say, and changes with detours. */
  private final Place[] onPath;

  private final List<Integer> byRank;

  /** Of each token, where most is held within a detour. */
  private final @Nullable Place[] aside;

  private final SwapCost cost;
  private final SwapPrice swapPrice;
  private final int room;
  private int swaps;

  /** Of what is worth most on the way: what a swap has to gain. */
  private double price = SwapPrice.LEAST;

  /**
   * Around what leads from the source to the target, without detours yet.
   *
   * @param holdings along what leads from the source to the target
   * @param perGas value that a unit of gas costs
   * @param closed tokens that no bridge leads through
   */
  Tour(
      PoolNetwork pools,
      Bridges bridges,
      Holdings holdings,
      int target,
      double perGas,
      boolean[] closed) {
    this.bridges = bridges;
    this.target = target;
    this.closed = closed;
    this.holdings = holdings;
    byRank = holdings.byRank(target);
    room = Math.min(MAX_SWAPS, MAX_ALL - (int) (PER_ARC * holdings.arcs()));
    cost = new SwapCost(pools, bridges, holdings.most(), perGas);
    swapPrice = new SwapPrice(cost, holdings, room);
    onPath = new Place[pools.network().tokens()];
    aside = new Place[onPath.length];
    Arrays.setAll(onPath, token -> new Place(token, 0));
  }

  int target() {
    return target;
  }

  /** What those that pass a token on take of it at the dual's prices. */
  double outflow(int token) {
    return holdings.outflow(token);
  }

  /** What is made of a token before it is passed on. */
  List<Detour> detours(int token) {
    return onPath[token].detours();
  }

  /** Whether there are none. */
  boolean isStraight() {
    return byRank.stream().allMatch(token -> onPath[token].detours().isEmpty());
  }

  /** Adds detours around those cycles that gain something, the most gainful first. */
  Tour around(List<ArcGraph.Cycle> cycles) {
    List<ArcGraph.Cycle> byGain =
        cycles.stream()
            .sorted(Comparator.comparingDouble((ArcGraph.Cycle cycle) -> -cycle.gain()))
            .toList();
    price = swapPrice.best(byGain, available());
    byGain.forEach(this::around);
    return this;
  }

  /**
   * A detour that could be made.
   *
   * @param end token in which what it gains ends up
   * @param out value that is missing where it sets out
   * @param back value that comes back
   */
  private record Choice(double net, Place place, Detour detour, int end, double out, double back) {}

  private void around(ArcGraph.Cycle cycle) {
    double cost = cost(cycle.arcs());
    Optional<Choice> direct = direct(cycle, cost);
    double missed = cycle.gain() - direct.map(Choice::net).orElse(0.0);
    Optional<Choice> bridged =
        swapPrice.isNotable(missed) ? bridged(cycle, cost, missed) : Optional.empty();
    Stream.concat(direct.stream(), bridged.stream())
        .max(Comparator.comparingDouble(Choice::net))
        .filter(choice -> choice.net() > 0)
        .filter(choice -> swaps + choice.detour().swaps() <= room)
        .ifPresent(this::make);
  }

  private void make(Choice choice) {
    swaps += choice.detour().swaps();
    choice.place().detours().add(choice.detour());
    for (Place place : choice.detour().places()) {
      Place known = aside[place.token()];
      if (known == null || known.value() < place.value()) {
        aside[place.token()] = place;
      }
    }
    if (choice.place() == onPath[choice.place().token()]) {
      holdings.add(choice.place().token(), -choice.out());
      holdings.add(choice.end(), choice.back());
    }
  }

  private double value(Place place) {
    return place == onPath[place.token()] ? holdings.of(place.token()) : place.value();
  }

  private Place best(int token) {
    Place within = aside[token];
    return within != null && within.value() > holdings.of(token) ? within : onPath[token];
  }

  /** With what is held of the cycle's own tokens. */
  private Optional<Choice> direct(ArcGraph.Cycle cycle, double cost) {
    Place place = null;
    for (Arc arc : cycle.arcs()) {
      Place there = best(arc.from());
      if (value(there) > 0 && (place == null || value(there) > value(place))) {
        place = there;
      }
    }
    if (place == null) {
      return Optional.empty();
    }
    Rounds rounds = Rounds.of(cycle.value(), cycle.gain(), value(place), cost, maxRounds(cycle));
    double net = rounds.gain() - rounds.count() * cost;
    ArcGraph.Cycle turned = cycle.from(place.token());
    Detour detour = Detour.of(List.of(), value(place), turned, rounds.walks(), List.of(), 0);
    return Optional.of(new Choice(net, place, detour, place.token(), 0, rounds.gain()));
  }

  private int maxRounds(ArcGraph.Cycle cycle) {
    return Math.max(1, (room - swaps) / cycle.arcs().size());
  }

  /** The most of one token that may set out over a bridge. */
  private double available() {
    double most = 0;
    for (int token : byRank) {
      most = token == target ? most : Math.max(most, holdings.of(token));
    }
    return LEAVE * most;
  }

  private record Bridge(int start, int end, double loss) {}

  private Optional<Choice> bridged(ArcGraph.Cycle cycle, double cost, double missed) {
    double available = Math.min(available(), cycle.value());
    int most = Math.max(1, (room - swaps - BRIDGE_SWAPS) / cycle.arcs().size());
    double largest = Rounds.begun(cycle, available, SwapPrice.USUAL_LOSS, cost, most).seed();
    if (!(largest > 0)) {
      return Optional.empty();
    }
    double loss = missed / largest;
    List<Integer> tokens = cycle.arcs().stream().map(Arc::from).toList();
    Bridges.Ways to = bridges.to(tokens, largest, loss, closed, token -> leaves(token, largest));
    if (byRank.stream().noneMatch(token -> leaves(token, largest) && to.loss(token) < loss)) {
      return Optional.empty();
    }
    Bridges.Ways from =
        bridges.from(tokens, largest, loss, closed, token -> returns(token, largest));
    return bridge(to, from, largest)
        .map(bridge -> {
          Rounds.Begun begun = Rounds.begun(cycle, largest, bridge.loss(), cost, most);
          List<Arc> way = to.way(bridge.start());
          ArcGraph.Cycle turned = cycle.from(to.end(bridge.start()));
          List<Arc> back = new ArrayList<>();
          for (Arc arc : turned.arcs()) {
            if (arc.from() == from.end(bridge.end())) {
              break;
            }
            back.add(arc);
          }
          back.addAll(from.way(bridge.end()));
          double home = begun.seed() + begun.rounds().gain();
          Detour detour = Detour.of(way, begun.seed(), turned, begun.rounds().walks(), back, home);
          return new Choice(
              begun.net() - cost(way) - cost(back),
              onPath[bridge.start()],
              detour,
              bridge.end(),
              begun.seed(),
              home - bridge.loss() * begun.seed());
        });
  }

  /** The one that loses least, out of a token and back into one that is passed on no earlier. */
  private Optional<Bridge> bridge(Bridges.Ways to, Bridges.Ways from, double part) {
    Bridge least = null;
    int nearest = -1;
    for (int token : byRank) {
      if (leaves(token, part) && (nearest < 0 || to.loss(token) < to.loss(nearest))) {
        nearest = token;
      }
      if (nearest >= 0 && returns(token, part)) {
        double loss = to.loss(nearest) + from.loss(token);
        if (loss < (least == null ? Double.POSITIVE_INFINITY : least.loss())) {
          least = new Bridge(nearest, token, loss);
        }
      }
    }
    return Optional.ofNullable(least);
  }

  private boolean leaves(int token, double part) {
    return token != target && part <= LEAVE * holdings.of(token);
  }

  private boolean returns(int token, double part) {
    return token == target || part < RETURN * holdings.of(token);
  }

  private double cost(List<Arc> arcs) {
    return cost.of(arcs, price);
  }
}
