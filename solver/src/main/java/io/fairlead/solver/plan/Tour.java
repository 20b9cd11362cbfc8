package io.fairlead.solver.plan;

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
  /** Of what is worth most on the way: a swap that does not gain that is not worth its while. */
  private static final double LEAST = 5e-7;

  /** Most swaps around one cycle. */
  private static final int MAX_WALK = 800;

  /** Most swaps of all detours: an answer has room for twice as many. */
  private static final int MAX_SWAPS = 1_000;

  /** In such swaps. */
  private static final double WORTH_A_BRIDGE = 20;

  /** What a bridge loses, about, before it is known. */
  private static final double USUAL_LOSS = 0.01;

  /** So much of what is held of a token may set out over a bridge. */
  private static final double LEAVE = 0.5;

  /** So many times what is held of a token may come back to it over a bridge. */
  private static final double RETURN = 2;

  private final PoolNetwork pools;
  private final Bridges bridges;
  private final int target;
  private final double perGas;
  private final boolean[] closed;
  private final double[] held;
  private final Place[] onPath;
  private final List<Integer> byRank = new ArrayList<>();

  /** Of each token, where most is held. */
  private final @Nullable Place[] best;

  private double most;
  private int swaps;

  /**
   * Around what leads from the source to the target, without detours yet.
   *
   * @param arcs tokens in topological order
   * @param perGas value that a unit of gas costs
   * @param closed tokens that no bridge leads through
   */
  Tour(
      PoolNetwork pools,
      Bridges bridges,
      List<Arc> arcs,
      int target,
      double perGas,
      boolean[] closed) {
    this.pools = pools;
    this.bridges = bridges;
    this.target = target;
    this.perGas = perGas;
    this.closed = closed;
    held = new double[pools.network().tokens()];
    onPath = new Place[held.length];
    best = new Place[held.length];
    for (Arc arc : arcs) {
      if (held[arc.from()] == 0) {
        byRank.add(arc.from());
      }
      held[arc.from()] += arc.value();
      held[target] += arc.to() == target ? arc.value() : 0;
    }
    byRank.add(target);
    Arrays.setAll(onPath, token -> new Place(token, held[token]));
    for (int token : byRank) {
      best[token] = onPath[token];
      most = Math.max(most, held[token]);
    }
  }

  int target() {
    return target;
  }

  /** Value of a token that is collected on the way before it is passed on. */
  double held(int token) {
    return held[token];
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

  private record Choice(double net, Place place, Detour detour) {}

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
      Place known = best[place.token()];
      if (known == null || known.value() < place.value()) {
        best[place.token()] = place;
      }
    }
  }

  /** With what is held of the cycle's own tokens. */
  private Optional<Choice> direct(ArcGraph.Cycle cycle, double cost) {
    Place place = null;
    for (Arc arc : cycle.arcs()) {
      Place there = best[arc.from()];
      if (there != null && there.value() > 0 && (place == null || there.value() > place.value())) {
        place = there;
      }
    }
    if (place == null) {
      return Optional.empty();
    }
    int rounds = rounds(cycle, place.value(), cost);
    double part = Math.min(place.value(), cycle.value() / rounds);
    double net = gain(cycle, rounds, part) - rounds * cost;
    ArcGraph.Cycle turned = cycle.from(place.token());
    Detour detour = Detour.of(List.of(), part, turned, rounds, cycle.value() / rounds, List.of());
    return Optional.of(new Choice(net, place, detour));
  }

  /** How often a cycle is best walked with {@code value} at a time. */
  private static int rounds(ArcGraph.Cycle cycle, double value, double cost) {
    double enough = cycle.value() / value;
    double wished = enough * (1 - 0.5 * cost * enough / cycle.gain());
    return (int) Math.ceil(Math.max(1, Math.min(maxRounds(cycle), wished)));
  }

  private static int maxRounds(ArcGraph.Cycle cycle) {
    return Math.max(1, MAX_WALK / cycle.arcs().size());
  }

  /** A pool gains on a part {@code x} of its best trade about {@code x (2 - x)} of the whole. */
  private static double gain(ArcGraph.Cycle cycle, int rounds, double value) {
    double missing = Math.max(0, 1 - rounds * value / cycle.value());
    return cycle.gain() * (1 - missing * missing);
  }

  private record Bridge(int start, int end, double loss) {}

  private Optional<Choice> bridged(ArcGraph.Cycle cycle, double cost, double missed) {
    double available =
        LEAVE
            * byRank.stream()
                .mapToDouble(token -> token == target ? 0 : held[token])
                .max()
                .orElse(0);
    double wished = Math.sqrt(USUAL_LOSS * cycle.value() / cost);
    int first = (int) Math.ceil(Math.max(1, Math.min(maxRounds(cycle), wished)));
    double largest = Math.min(available, cycle.value() / first);
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
          double better = Math.sqrt(bridge.loss() * cycle.value() / cost);
          int rounds = (int) Math.ceil(Math.max(first, Math.min(maxRounds(cycle), better)));
          double part = Math.min(largest, cycle.value() / rounds);
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
          double spent = part * bridge.loss() + rounds * cost + cost(way) + cost(back);
          Detour detour = Detour.of(way, part, turned, rounds, cycle.value() / rounds, back);
          return new Choice(gain(cycle, rounds, part) - spent, onPath[bridge.start()], detour);
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
    return token != target && part <= LEAVE * held[token];
  }

  private boolean returns(int token, double part) {
    return token == target || part < RETURN * held[token];
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
