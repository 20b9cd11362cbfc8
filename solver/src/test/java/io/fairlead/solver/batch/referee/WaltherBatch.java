package io.fairlead.solver.batch.referee;

import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random batches with the distributions of {@code bench batch}'s {@code walther}: tokens unequally
 * popular, sizes log-uniform over two orders of magnitude, limits within 10 % of the reference
 * price, half of the orders purchases.
 */
final class WaltherBatch {
  private WaltherBatch() {}

  static List<Want> wants(int orders, int tokens, SplittableRandom random) {
    List<Want> wants = new ArrayList<>();
    for (int i = 0; i < orders; i++) {
      int give = popular(random, tokens);
      int take = give;
      while (take == give) {
        take = popular(random, tokens);
      }
      double size = Math.pow(10, random.nextDouble(-1, 1));
      double asked = 1 + random.nextDouble(-0.1, 0.1);
      wants.add(new Want(give, take, random.nextBoolean(), size, Math.log(asked)));
    }
    return wants;
  }

  /** So many makers' orders each way between each token and token 0, 0.1 to 1 % off the price. */
  static List<Want> makers(int tokens, int each, SplittableRandom random) {
    List<Want> makers = new ArrayList<>();
    for (int i = 0; i < each * (tokens - 1); i++) {
      int token = 1 + i % (tokens - 1);
      makers.add(maker(token, 0, random));
      makers.add(maker(0, token, random));
    }
    return makers;
  }

  private static Want maker(int give, int take, SplittableRandom random) {
    double worth = Math.pow(10, random.nextDouble(-0.5, 0.5));
    double rate = 1 - random.nextDouble(1e-3, 1e-2);
    return new Want(give, take, false, worth / rate, Math.log(1 / rate));
  }

  private static int popular(SplittableRandom random, int tokens) {
    double total = 0;
    for (int token = 0; token < tokens; token++) {
      total += 1.0 / (token + 1);
    }
    double at = random.nextDouble(total);
    int token = 0;
    while (token < tokens - 1 && at >= 1.0 / (token + 1)) {
      at -= 1.0 / (token + 1);
      token++;
    }
    return token;
  }
}
