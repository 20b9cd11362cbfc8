package io.fairlead.solver.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
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
  /** Of what is worth most on the way: a swap that does not gain that is not worth its while. */
  private static final double LEAST = 5e-7;

  /** Most swaps around one cycle. */
  private static final int MAX_WALK = 800;

  /** Most swaps of all detours: an answer has room for twice as many. */
  private static final int MAX_SWAPS = 1_000;

  /** In such swaps. */
  private static final double WORTH_A_BRIDGE = 20;

  /** What a bridge loses, about, before it is known. */
  private static final double USUAL_LOSS = 0.004;

  /** Amounts tried, each less by the square root of two. */
  private static final int SEEDS = 16;

  /** So much of what is held of a token may set out over a bridge. */
  private static final double LEAVE = 0.5;

  /** So many times what is held of a token may come back to it over a bridge. */
  private static final double RETURN = 2;

  private final PoolNetwork pools;
  private final Bridges bridges;
  private final int target;
  private final double perGas;
  private final boolean[] closed;
  private final Holdings holdings;
  private final Place[] onPath;
  private final List<Integer> byRank;

  /** Of each token, where most is held within a detour. */
  private final @Nullable Place[] aside;

  private final double most;
  private int swaps;

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
    this.pools = pools;
    this.bridges = bridges;
    this.target = target;
    this.perGas = perGas;
    this.closed = closed;
    this.holdings = holdings;
    byRank = holdings.byRank(target);
    most = holdings.most();
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
    cycles.stream()
        .sorted(Comparator.comparingDouble(cycle -> -cycle.gain()))
        .forEach(this::around);
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
        missed > WORTH_A_BRIDGE * LEAST * most ? bridged(cycle, cost, missed) : Optional.empty();
    Stream.concat(direct.stream(), bridged.stream())
        .max(Comparator.comparingDouble(Choice::net))
        .filter(choice -> choice.net() > 0)
        .filter(choice -> swaps + choice.detour().swaps() <= MAX_SWAPS)
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
    Rounds rounds = rounds(cycle, value(place), cost);
    double net = rounds.gain() - rounds.count() * cost;
    ArcGraph.Cycle turned = cycle.from(place.token());
    Detour detour = Detour.of(List.of(), value(place), turned, rounds.walks(), List.of(), 0);
    return Optional.of(new Choice(net, place, detour, place.token(), 0, rounds.gain()));
  }

  private static Rounds rounds(ArcGraph.Cycle cycle, double seed, double cost) {
    int most = Math.max(1, MAX_WALK / cycle.arcs().size());
    return Rounds.of(cycle.value(), cycle.gain(), seed, cost, most);
  }

  private record Bridge(int start, int end, double loss) {}

  private Optional<Choice> bridged(ArcGraph.Cycle cycle, double cost, double missed) {
    double available =
        LEAVE
            * byRank.stream()
                .mapToDouble(token -> token == target ? 0 : holdings.of(token))
                .max()
                .orElse(0);
    double largest = bestSeed(cycle, Math.min(available, cycle.value()), USUAL_LOSS, cost).seed();
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
          Seed seed = bestSeed(cycle, largest, bridge.loss(), cost);
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
          double home = seed.seed() + seed.rounds().gain();
          Detour detour = Detour.of(way, seed.seed(), turned, seed.rounds().walks(), back, home);
          return new Choice(
              seed.net() - cost(way) - cost(back),
              onPath[bridge.start()],
              detour,
              bridge.end(),
              seed.seed(),
              home - bridge.loss() * seed.seed());
        });
  }

  private record Seed(double seed, Rounds rounds, double net) {}

  /** How much best sets out over a bridge that loses {@code loss} of it. */
  private static Seed bestSeed(ArcGraph.Cycle cycle, double most, double loss, double cost) {
    Seed best = null;
    for (int halvings = 0; halvings < SEEDS; halvings++) {
      double seed = most * Math.pow(2, -0.5 * halvings);
      Rounds rounds = rounds(cycle, seed, cost);
      double net = rounds.gain() - rounds.count() * cost - loss * seed;
      if (best == null || net > best.net()) {
        best = new Seed(seed, rounds, net);
      }
    }
    return Objects.requireNonNull(best);
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

  /** What swaps cost: gas, a hair, and a wei or so in and out for rounding. */
  private double cost(List<Arc> arcs) {
    double cost = 0;
    for (Arc arc : arcs) {
      cost += LEAST * most + perGas * pools.pool(arc.edge()).gasEstimate();
      cost += bridges.price(arc.from()) + 0.5 * bridges.price(arc.to());
    }
    return cost;
  }
}
