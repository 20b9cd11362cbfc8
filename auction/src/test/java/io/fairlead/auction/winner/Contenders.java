package io.fairlead.auction.winner;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.Scene;
import io.fairlead.auction.exact.ExactSum;
import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Makes solutions that compete: one order per pair. */
final class Contenders {
  private Contenders() {}

  /** A solution of {@code solver} with these scores for the pairs 0, 1, …; no score, no trade. */
  static Contender of(String key, String solver, Rational... scores) {
    SortedMap<String, TokenPair> orders = new TreeMap<>();
    SortedMap<TokenPair, ExactSum> sums = new TreeMap<>();
    for (int i = 0; i < scores.length; i++) {
      if (scores[i].signum() >= 0) {
        orders.put("order " + i, pair(i));
        sums.put(pair(i), ExactSum.of(List.of(scores[i])));
      }
    }
    return new Contender(key, solver, Scene.word("hash of " + key), orders, sums);
  }

  /** As {@link #of} with whole scores; below zero means no trade in that pair. */
  static Contender whole(String key, String solver, long... scores) {
    Rational[] exact = new Rational[scores.length];
    for (int i = 0; i < scores.length; i++) {
      exact[i] = Rational.of(BigInteger.valueOf(scores[i]));
    }
    return of(key, solver, exact);
  }

  /** Up to nine solutions of four solvers in five pairs, many of them tied, in thirds of wei. */
  static List<Contender> random(RandomAuctions random) {
    List<Contender> contenders = new ArrayList<>();
    int spread = 1 + random.below(12);
    for (int i = random.below(10); i > 0; i--) {
      Rational[] scores = new Rational[5];
      for (int pair = 0; pair < scores.length; pair++) {
        scores[pair] =
            random.below(5) < 3
                ? Rational.of(BigInteger.valueOf(-1))
                : new Rational(BigInteger.valueOf(random.below(spread)), BigInteger.valueOf(3));
      }
      scores[random.below(5)] =
          new Rational(BigInteger.valueOf(random.below(spread)), BigInteger.valueOf(3));
      contenders.add(of("solution " + i, "solver " + random.below(4), scores));
    }
    return contenders;
  }

  static TokenPair pair(int number) {
    return new TokenPair("token " + number, "token " + (number + 1));
  }
}
