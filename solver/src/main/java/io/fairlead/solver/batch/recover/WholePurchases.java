package io.fairlead.solver.batch.recover;

import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Buy orders that must be filled whole, in a group without pools. Nothing may be rounded there, so
 * an amount bought has to be whole lots to the wei, which is so for a token whose lot divides it.
 * Lots of two tokens that both divide given amounts would fix the price between the two, so one
 * token's purchases are chosen for, as many of them as have a large enough divisor in common.
 */
final class WholePurchases {
  private static final int MOST_TOKENS = 3;
  private static final int MOST_OF_TOKEN = 64;

  private WholePurchases() {}

  /** Lots at which some purchases come out whole, and what these gain, native wei. */
  private record Served(LotScale.Choice lots, double gain) {}

  /**
   * Lots to be tried, those first at which purchases gain most.
   *
   * @param wishes orders of the group
   * @param place the tokens' numbers in the group
   */
  static List<LotScale.Choice> lots(
      List<Wish> wishes, int[] place, Quotation quotation, LotScale scale) {
    SortedMap<Integer, List<Wish>> byToken = new TreeMap<>();
    for (Wish wish : wishes) {
      boolean purchase =
          wish.order().intent().side() == Side.BUY && !wish.order().intent().partiallyFillable();
      if (purchase && wish.part() > 0 && gain(wish, quotation) > 0) {
        byToken.computeIfAbsent(place[wish.take()], token -> new ArrayList<>()).add(wish);
      }
    }
    List<Served> served = new ArrayList<>();
    byToken.forEach((token, some) -> {
      some.sort(Comparator.comparingDouble(wish -> -gain(wish, quotation)));
      served(token, some, quotation, scale).ifPresent(served::add);
    });
    served.sort(Comparator.comparingDouble(one -> -one.gain()));
    return served.stream().limit(MOST_TOKENS).map(Served::lots).toList();
  }

  /** Takes purchases in, best first, as long as what they have in common has a good divisor. */
  private static Optional<Served> served(
      int token, List<Wish> purchases, Quotation quotation, LotScale scale) {
    BigInteger common = BigInteger.ZERO;
    Optional<Served> served = Optional.empty();
    for (Wish wish : purchases.subList(0, Math.min(MOST_OF_TOKEN, purchases.size()))) {
      BigInteger both = common.gcd(wish.order().buyAmount());
      Optional<LotScale.Choice> lots =
          served.isPresent() && both.equals(common)
              ? served.map(Served::lots)
              : scale.dividing(token, both);
      if (lots.isPresent()) {
        double gain = served.map(Served::gain).orElse(0.0) + gain(wish, quotation);
        served = Optional.of(new Served(lots.get(), gain));
        common = both;
      }
    }
    return served;
  }

  private static double gain(Wish wish, Quotation quotation) {
    double asked = wish.limit() * quotation.clearing()[wish.take()];
    return wish.order().buyAmount().doubleValue()
        * quotation.clearing()[wish.take()]
        * (1 - asked / quotation.clearing()[wish.give()]);
  }
}
