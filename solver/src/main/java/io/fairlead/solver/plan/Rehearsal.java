package io.fairlead.solver.plan;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.route.PoolBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Carries an itinerary out in the pools' integers and notes what share of what is held each swap
 * takes. What is then left on the way and worth a swap goes home through the deepest pools; the
 * rest may stay within the bounds of {@link Leftovers}.
 *
 * @param source index of the token that goes in
 * @param target index of the token that comes out
 * @param home the ways to {@code target}
 * @param perGas wei of the target that a unit of gas costs
 */
record Rehearsal(
    PoolNetwork pools, int source, int target, PoolBook book, Homeward home, double perGas) {
  /** What is worth less than this part of the output gains nothing by another swap. */
  private static final double LEAST = 1e-7;

  /**
   * Tokens whose remainder is worth this part of what may be left take part in it being too much.
   */
  private static final double NOTABLE = 0.05;

  /** Part of the order that a swap may lose beyond what it should, where little goes in. */
  private static final double HAIR = 1e-5;

  /** At the dual's prices. */
  Rehearsed of(Itinerary itinerary, double[] logPrices, BigInteger amountIn) {
    List<Itinerary.Stop> stops = itinerary.stops();
    boolean[] last = lastOfToken(stops);
    Stage stage = new Stage(pools, book, source, amountIn);
    Prices prices = new Prices(logPrices, source, amountIn);
    BigInteger[] given = new BigInteger[stops.size()];
    for (int i = 0; i < stops.size(); i++) {
      Arc arc = stops.get(i).arc();
      BigInteger held = stage.held(arc.from());
      BigInteger wanted = wanted(stops.get(i).amount(), held, given, prices.of(arc.from()));
      given[i] =
          stage.swap(
              arc.edge(),
              arc.from(),
              arc.to(),
              wanted,
              last[i],
              worst(arc, wanted, stops.get(i).least(), prices));
    }
    sweep(stage, prices);
    return result(stage, logPrices);
  }

  /** The dual's, and what the order is worth at them. */
  @SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
  private record Prices(double[] of, double order) {
    Prices(double[] logPrices, int source, BigInteger amountIn) {
      this(
          Arrays.stream(logPrices).map(Math::exp).toArray(),
          amountIn.doubleValue() * Math.exp(logPrices[source]));
    }

    double of(int token) {
      return of[token];
    }
  }

  /** Units that have to come out per unit that goes in. */
  private static double worst(Arc arc, BigInteger wanted, double least, Prices prices) {
    double hair = HAIR * prices.order() / (wanted.doubleValue() * prices.of(arc.from()));
    double part = Math.min(least, Math.max(Itinerary.ANY, least - hair));
    return part * prices.of(arc.from()) / prices.of(arc.to());
  }

  private void sweep(Stage stage, Prices prices) {
    double least = LEAST * stage.held(target).doubleValue();
    boolean[] outside = new boolean[stage.tokens()];
    Arrays.fill(outside, true);
    outside[target] = false;
    home.inwards().forEach(token -> outside[token] = false);
    for (int token : home.inwards()) {
      outside[token] = true;
      BigInteger left = stage.held(token);
      if (left.signum() > 0) {
        double cost = perGas * pools.pool(home.edge(token)).gasEstimate();
        if (left.doubleValue() * prices.of(token) > (least + cost) * prices.of(target)) {
          sweep(stage, token, outside, prices);
        }
      }
    }
  }

  /**
   * The deepest pool may have nothing left to give; then any other that leads on does. Limit
   * orders, which trade one way only, are no part of the way home.
   */
  private void sweep(Stage stage, int token, boolean[] outside, Prices prices) {
    Arc first = new Arc(home.edge(token), token, home.next(token), 1, 0);
    if (sweep(stage, first, prices)) {
      return;
    }
    for (int edge : pools.incident(token)) {
      if (pools.edges().get(edge) instanceof EdgeData.Limit) {
        continue;
      }
      for (int coin = 0; coin < pools.network().coins(edge); coin++) {
        int other = pools.network().token(edge, coin);
        if (!outside[other] && sweep(stage, new Arc(edge, token, other, 1, 0), prices)) {
          return;
        }
      }
    }
    stage.swap(first.edge(), token, first.to(), stage.held(token), true, 0);
  }

  private boolean sweep(Stage stage, Arc arc, Prices prices) {
    BigInteger left = stage.held(arc.from());
    return stage
            .swap(
                arc.edge(),
                arc.from(),
                arc.to(),
                left,
                true,
                worst(arc, left, Itinerary.FAIR, prices))
            .signum()
        > 0;
  }

  private Rehearsed result(Stage stage, double[] logPrices) {
    if (stage.held(target).signum() == 0) {
      return new Rehearsed.Nothing();
    }
    Map<Address, BigInteger> held = new TreeMap<>();
    for (int token = 0; token < stage.tokens(); token++) {
      if (stage.held(token).signum() > 0) {
        held.put(pools.token(token), stage.held(token));
      }
    }
    Leftovers leftovers = Leftovers.of(pools, stage.legs(), logPrices, target);
    Optional<SortedMap<Address, BigInteger>> left = leftovers.of(held, pools.token(target));
    return left.isPresent()
        ? new Rehearsed.Works(
            new Draft(stage.legs(), stage.held(target), left.get(), leftovers, stage.gas()))
        : new Rehearsed.LeavesTooMuch(dear(stage, logPrices));
  }

  private Set<Integer> dear(Stage stage, double[] logPrices) {
    double most = NOTABLE * stage.held(target).doubleValue() / Leftovers.PARTS.doubleValue();
    Set<Integer> dear = new TreeSet<>();
    for (int token = 0; token < stage.tokens(); token++) {
      double worth =
          stage.held(token).doubleValue() * Math.exp(logPrices[token] - logPrices[target]);
      if (token != target && !(worth <= most)) {
        dear.add(token);
      }
    }
    return dear;
  }

  private static BigInteger wanted(
      Itinerary.Amount amount, BigInteger held, BigInteger[] given, double price) {
    return switch (amount) {
      case Itinerary.Amount.Share share -> Leg.part(Leg.share(share.part()), held);
      case Itinerary.Amount.Value value -> whole(value.value() / price).min(held);
      case Itinerary.Amount.Obtained obtained -> given[obtained.stop()];
    };
  }

  private static BigInteger whole(double amount) {
    return amount > 0 && amount <= Double.MAX_VALUE
        ? new BigDecimal(amount).toBigInteger()
        : BigInteger.ZERO;
  }

  /** Which stops are the last that take their token; the target is to be kept. */
  private boolean[] lastOfToken(List<Itinerary.Stop> stops) {
    boolean[] last = new boolean[stops.size()];
    Map<Integer, Integer> at = new HashMap<>();
    for (int i = 0; i < stops.size(); i++) {
      at.put(stops.get(i).arc().from(), i);
    }
    at.remove(target);
    at.values().forEach(i -> last[i] = true);
    return last;
  }
}
