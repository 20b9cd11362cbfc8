package io.fairlead.solver.batch.recover;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Settles orders that trade with nobody but each other: in whole lots, as many of every token sold
 * as bought. Summed up at the clearing prices, what owners give is what they get less what was
 * rounded in their favour, so nothing can be rounded at all, and nothing be left over of any token.
 */
final class ClosedGroup {
  private static final int MOST_PRICE_BITS = 128;

  private final List<Wish> wishes;
  private final Quotation quotation;
  private final int[] tokens;
  private final int[] place;
  private final BooleanSupplier stop;

  private ClosedGroup(List<Wish> wishes, int[] tokens, Quotation quotation, BooleanSupplier stop) {
    this.wishes = wishes;
    this.tokens = tokens;
    this.quotation = quotation;
    this.stop = stop;
    this.place = new int[quotation.clearing().length];
    for (int i = 0; i < tokens.length; i++) {
      place[tokens[i]] = i;
    }
  }

  /**
   * The settlement.
   *
   * @param wishes orders among {@code tokens}, in order; those of part zero may be used to balance
   */
  static Optional<Settled> settle(
      List<Wish> wishes, int[] tokens, Quotation quotation, BooleanSupplier stop) {
    Optional<Settled> ring = Ring.settle(wishes, quotation);
    return ring.isPresent() ? ring : new ClosedGroup(wishes, tokens, quotation, stop).settle();
  }

  private record Attempt(Settled settled, double gain) {}

  /** At lots of any size, and at those at which some whole purchases come out whole. */
  private Optional<Settled> settle() {
    double usual = usual();
    if (!(usual > 0)) {
      return Optional.empty();
    }
    double[] prices = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      prices[i] = quotation.clearing()[tokens[i]];
    }
    LotScale scale = new LotScale(prices, usual);
    List<TightLots.Limit> limits = limits();
    Optional<Attempt> best = attempt(scale.free(), scale, limits);
    if (best.isEmpty()) {
      best = attempt(scale.smooth(), scale, limits);
    }
    for (LotScale.Choice choice : WholePurchases.lots(wishes, place, quotation, scale)) {
      Optional<Attempt> other = attempt(choice, scale, limits);
      if (other.isPresent() && (best.isEmpty() || other.get().gain() > best.get().gain())) {
        best = other;
      }
    }
    return best.map(Attempt::settled);
  }

  private Optional<Attempt> attempt(
      LotScale.Choice choice, LotScale scale, List<TightLots.Limit> limits) {
    BigInteger[] lots =
        TightLots.of(scale.wanted(choice), limits, choice.root(), choice.lot(), choice.steps());
    BigInteger common = lots[0];
    for (BigInteger lot : lots) {
      common = common.gcd(lot);
    }
    for (int i = 0; i < lots.length; i++) {
      lots[i] = lots[i].divide(common);
    }
    BigInteger[] prices = prices(lots);
    if (prices.length == 0) {
      return Optional.empty();
    }
    return new LotTrade(wishes, place, quotation, lots, prices)
        .fills(stop)
        .map(trade -> settled(trade, prices));
  }

  private Attempt settled(LotTrade.Fills trade, BigInteger[] prices) {
    SortedMap<Address, BigInteger> named = new TreeMap<>();
    for (int i = 0; i < tokens.length; i++) {
      named.put(quotation.tokens().get(tokens[i]), prices[i]);
    }
    return new Attempt(new Settled(named, trade.fills(), List.of(), 0), trade.gain());
  }

  /** The least whole prices that are inverse to lots; none if one is too large. */
  private static BigInteger[] prices(BigInteger[] lots) {
    BigInteger unit = BigInteger.ONE;
    for (BigInteger lot : lots) {
      unit = unit.divide(unit.gcd(lot)).multiply(lot);
    }
    BigInteger[] prices = new BigInteger[lots.length];
    for (int i = 0; i < lots.length; i++) {
      prices[i] = unit.divide(lots[i]);
      if (prices[i].bitLength() > MOST_PRICE_BITS) {
        return new BigInteger[0];
      }
    }
    return prices;
  }

  private List<TightLots.Limit> limits() {
    List<TightLots.Limit> limits = new ArrayList<>();
    for (Wish wish : wishes) {
      if (wish.part() > 0) {
        limits.add(
            new TightLots.Limit(
                place[wish.give()],
                place[wish.take()],
                wish.limit(),
                Math.min(1, wish.part()) * value(wish)));
      }
    }
    return limits;
  }

  /** What a usual order is worth, native wei; zero if there is none. */
  private double usual() {
    double[] values =
        wishes.stream().filter(wish -> wish.part() > 0).mapToDouble(this::value).sorted().toArray();
    return values.length == 0 ? 0 : values[values.length / 4];
  }

  private double value(Wish wish) {
    return wish.order().intent().side() == Side.SELL
        ? wish.order().sellAmount().doubleValue() * quotation.clearing()[wish.give()]
        : wish.order().buyAmount().doubleValue() * quotation.clearing()[wish.take()];
  }
}
