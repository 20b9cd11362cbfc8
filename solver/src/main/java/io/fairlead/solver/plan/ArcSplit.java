package io.fairlead.solver.plan;

import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.recover.Support;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Takes the trade of a pool apart into swaps of one coin into another. Carried out one after the
 * other along the pool's curve they come to the whole trade: the first of several swaps gets the
 * best price, so equal shares of the input would not give the outputs that are wanted. There is at
 * most one swap less than coins.
 */
final class ArcSplit {
  private static final double DUST = 1e-12;

  private final Support support;
  private final Network network;

  /** Of the coins of one pool: what has been swapped so far, at the pool's place. */
  private final double[] done;

  ArcSplit(Support support) {
    this.support = support;
    network = support.network();
    done = new double[network.flowCount()];
  }

  /** The swaps of a pool, by its place in the support; none if it does not trade. */
  List<Arc> of(int edge) {
    List<Integer> in = new ArrayList<>();
    List<Integer> out = new ArrayList<>();
    double allIn = 0;
    double allOut = 0;
    for (int coin = 0; coin < network.coins(edge); coin++) {
      double value = flow(edge, coin) * price(edge, coin);
      (value < 0 ? in : out).add(coin);
      allIn += Math.max(0, -value);
      allOut += Math.max(0, value);
    }
    double leastIn = DUST * allIn;
    double leastOut = DUST * allOut;
    in.removeIf(coin -> !(-flow(edge, coin) * price(edge, coin) > leastIn));
    out.removeIf(coin -> !(flow(edge, coin) * price(edge, coin) > leastOut));
    if (in.isEmpty() || out.isEmpty()) {
      return List.of();
    }
    // The order in which they are carried out.
    Comparator<Integer> byValue =
        Comparator.comparingDouble(coin -> Math.abs(flow(edge, coin) * price(edge, coin)));
    in.sort(byValue);
    out.sort(byValue);
    List<Arc> alongCurve = alongCurve(edge, in, out);
    return alongCurve.isEmpty() ? byValue(edge, in, out, allIn, allOut) : alongCurve;
  }

  /** Empty where no curve leads there. */
  private List<Arc> alongCurve(int edge, List<Integer> in, List<Integer> out) {
    int offset = network.offset(edge);
    Arrays.fill(done, offset, offset + network.coins(edge), 0);
    List<Arc> arcs = new ArrayList<>();
    int from = 0;
    int to = 0;
    while (from < in.size() && to < out.size()) {
      int taken = offset + in.get(from);
      int given = offset + out.get(to);
      double take = done[taken] - flow(edge, in.get(from));
      double give = flow(edge, out.get(to)) - done[given];
      boolean lastIn = from + 1 == in.size();
      boolean lastOut = to + 1 == out.size();
      double needed = lastIn && lastOut ? take : neededFor(give, edge, taken, given);
      // The last input pays for all outputs, and all inputs go into the last output.
      boolean whole = lastOut ? lastIn : lastIn || needed <= take;
      if (whole) {
        take = needed;
        to++;
      } else {
        give = givenFor(take, edge, taken, given);
        from++;
      }
      done[taken] -= take;
      done[given] += give;
      double value = take * price(edge, taken - offset);
      double gain = give * price(edge, given - offset) / value - 1;
      if (!(take > 0 && give > 0 && Math.abs(gain) < Double.POSITIVE_INFINITY)
          || done[taken] < flow(edge, taken - offset) * (1 + DUST)) {
        return List.of();
      }
      arcs.add(arc(edge, taken - offset, given - offset, value, gain));
    }
    return arcs;
  }

  /** What has to come in at one place for so much more to go out at another. */
  private double neededFor(double give, int edge, int taken, int given) {
    double before = done[given];
    done[given] = before + give;
    double needed = done[taken] - network.response(edge, done, taken - network.offset(edge));
    done[given] = before;
    return needed;
  }

  /** What goes out at one place if so much more comes in at another. */
  private double givenFor(double take, int edge, int taken, int given) {
    double before = done[taken];
    done[taken] = before - take;
    double give = network.response(edge, done, given - network.offset(edge)) - done[given];
    done[taken] = before;
    return give;
  }

  /** Inputs joined with outputs by value, from either list's beginning on. */
  private List<Arc> byValue(
      int edge, List<Integer> in, List<Integer> out, double allIn, double allOut) {
    List<Arc> arcs = new ArrayList<>();
    double gain = (allOut - allIn) / allIn;
    int to = 0;
    double room = flow(edge, out.getFirst()) * price(edge, out.getFirst()) / (1 + gain);
    for (int taken : in) {
      double rest = -flow(edge, taken) * price(edge, taken);
      while (rest > DUST * allIn) {
        while (room <= DUST * allIn && to + 1 < out.size()) {
          to++;
          room = flow(edge, out.get(to)) * price(edge, out.get(to)) / (1 + gain);
        }
        double part = to + 1 < out.size() ? Math.min(rest, room) : rest;
        arcs.add(arc(edge, taken, out.get(to), part, gain));
        rest -= part;
        room -= part;
      }
    }
    return arcs;
  }

  private Arc arc(int edge, int taken, int given, double value, double gain) {
    return new Arc(
        support.edges()[edge], network.token(edge, taken), network.token(edge, given), value, gain);
  }

  private double flow(int edge, int coin) {
    return support.flow().flows()[network.offset(edge) + coin];
  }

  private double price(int edge, int coin) {
    return Math.exp(support.logPrices()[network.token(edge, coin)]);
  }
}
