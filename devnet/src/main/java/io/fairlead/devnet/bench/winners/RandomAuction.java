package io.fairlead.devnet.bench.winners;

import io.fairlead.auction.exact.ExactSum;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.TokenPair;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Auctions of a shape. A pair is worth 2^40 to 2^60 wei, evenly in the exponent, or to 2^40.5 if
 * pairs are alike. A solver gets 95 to 100 % of what a pair is worth, a solution of it up to 1 %
 * more or less, and up to 2 % more per pair that it trades beside others, which is why anybody
 * would combine pairs. Scores are in thirds of a wei.
 */
final class RandomAuction {
  private static final BigInteger THREE = BigInteger.valueOf(3);
  private static final double LEAST_BITS = 40;
  private static final double MORE_BITS = 20;
  private static final double ALIKE_BITS = 0.5;

  private RandomAuction() {}

  /** The same for the same shape and seed. */
  static List<Contender> of(Shape shape, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] worth = new double[shape.pairs()];
    double moreBits = shape.alike() ? ALIKE_BITS : MORE_BITS;
    for (int pair = 0; pair < worth.length; pair++) {
      worth[pair] = Math.pow(2, LEAST_BITS + moreBits * random.nextDouble());
    }
    List<Contender> contenders = new ArrayList<>();
    for (int solver = 0; solver < shape.solvers(); solver++) {
      double skill = 0.95 + 0.05 * random.nextDouble();
      for (int solution = 0; solution < shape.solutions(); solution++) {
        contenders.add(contender(shape, worth, skill, solver, solution, random));
      }
    }
    return contenders;
  }

  private static Contender contender(
      Shape shape,
      double[] worth,
      double skill,
      int solver,
      int solution,
      SplittableRandom random) {
    TreeSet<Integer> pairs = new TreeSet<>();
    int width = random.nextInt(shape.fewest(), shape.most() + 1);
    while (pairs.size() < width) {
      pairs.add(random.nextInt(shape.pairs()));
    }
    SortedMap<String, TokenPair> orders = new TreeMap<>();
    SortedMap<TokenPair, ExactSum> scores = new TreeMap<>();
    for (int pair : pairs) {
      TokenPair name = new TokenPair("sell " + pair, "buy " + pair);
      double luck = 1 + 0.02 * (random.nextDouble() - 0.5);
      double together = width == 1 ? 1 : 1 + 0.02 * random.nextDouble();
      BigInteger thirds = BigInteger.valueOf((long) (worth[pair] * skill * luck * together));
      orders.put("order " + pair, name);
      scores.put(name, ExactSum.of(List.of(new Rational(thirds, THREE))));
    }
    String key = solver + "/" + solution;
    Bytes32 hash = Keccak.hash(key.getBytes(StandardCharsets.UTF_8));
    return new Contender(key, "solver " + solver, hash, orders, scores);
  }
}
