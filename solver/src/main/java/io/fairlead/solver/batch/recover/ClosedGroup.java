package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.Take;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * Settles orders that trade with nobody but each other: in whole lots ({@link LotSizes}), as many
 * of every token sold as bought. What a sell order that must be filled whole has beyond its last
 * lot becomes fee; a buy order that must be filled whole can take part if its amount is whole lots.
 */
final class ClosedGroup {
  private static final int MAX_ROUNDS = 8;
  private static final int MAX_IMPROVEMENTS = 400;
  private static final double RESOLUTION = 0.4;
  private static final int MOST_BITS = 26;

  private final List<Wish> wishes;
  private final Quotation quotation;
  private final int[] tokens;
  private final int[] place;
  private final BooleanSupplier stop;
  private BigInteger[] lot;

  private ClosedGroup(List<Wish> wishes, int[] tokens, Quotation quotation, BooleanSupplier stop) {
    this.wishes = wishes;
    this.tokens = tokens;
    this.quotation = quotation;
    this.stop = stop;
    this.place = new int[quotation.clearing().length];
    for (int i = 0; i < tokens.length; i++) {
      place[tokens[i]] = i;
    }
    this.lot = new BigInteger[0];
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

  private Optional<Settled> settle() {
    double lotValue = lotValue();
    if (!(lotValue > 0)) {
      return Optional.empty();
    }
    lot = lots(lotValue);
    boolean[] out = new boolean[wishes.size()];
    for (int round = 0; round < MAX_ROUNDS; round++) {
      LotFlow.Lane[] lanes = lanes(out);
      LotFlow flow = new LotFlow(tokens.length, Arrays.asList(lanes));
      if (!flow.balance(stop)) {
        return Optional.empty();
      }
      flow.improve(MAX_IMPROVEMENTS, stop);
      List<FilledOrder> fills = new ArrayList<>();
      boolean good = true;
      for (int i = 0; i < lanes.length; i++) {
        if (lanes[i].lots > 0) {
          FilledOrder fill = filled(wishes.get(i), lanes[i]);
          out[i] = !fill.acceptable();
          good &= !out[i];
          fills.add(fill);
        }
      }
      if (good) {
        return fills.isEmpty()
            ? Optional.empty()
            : Optional.of(new Settled(prices(), fills, List.of(), 0));
      }
    }
    return Optional.empty();
  }

  private BigInteger[] lots(double lotValue) {
    double[] wanted = new double[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      wanted[i] = lotValue / quotation.clearing()[tokens[i]];
    }
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
    return TightLots.of(wanted, limits);
  }

  /**
   * What a lot should be worth: small beside the usual order, and large enough in the coarsest
   * token for its size to be chosen finely.
   */
  private double lotValue() {
    double[] values =
        wishes.stream().filter(wish -> wish.part() > 0).mapToDouble(this::value).sorted().toArray();
    if (values.length == 0) {
      return 0;
    }
    double usual = values[values.length / 4];
    double dearest = 0;
    for (int token : tokens) {
      dearest = Math.max(dearest, quotation.clearing()[token]);
    }
    double bits = Math.log(Math.max(2, usual / dearest)) / Math.log(2);
    return usual / Math.pow(2, Math.min(MOST_BITS, RESOLUTION * bits));
  }

  private double value(Wish wish) {
    return isSell(wish.order())
        ? wish.order().sellAmount().doubleValue() * quotation.clearing()[wish.give()]
        : wish.order().buyAmount().doubleValue() * quotation.clearing()[wish.take()];
  }

  private static boolean isSell(Order order) {
    return order.intent().side() == Side.SELL;
  }

  private LotFlow.Lane[] lanes(boolean[] out) {
    LotFlow.Lane[] lanes = new LotFlow.Lane[wishes.size()];
    for (int i = 0; i < lanes.length; i++) {
      Wish wish = wishes.get(i);
      long most = out[i] ? 0 : capacity(wish);
      boolean flexible = wish.order().intent().partiallyFillable();
      long lots = flexible ? (long) Math.floor(wish.part() * most) : wish.part() >= 1 ? most : 0;
      lanes[i] =
          new LotFlow.Lane(
              place[wish.give()], place[wish.take()], most, gain(wish), flexible && most > 0, lots);
    }
    return lanes;
  }

  /** Lots of the whole order; zero if they would break its limit. */
  private long capacity(Wish wish) {
    Order order = wish.order();
    BigInteger sold = lot[place[wish.give()]];
    BigInteger bought = lot[place[wish.take()]];
    BigInteger[] whole =
        isSell(order)
            ? order.sellAmount().subtract(wish.fee()).divideAndRemainder(sold)
            : order.buyAmount().divideAndRemainder(bought);
    BigInteger lots = whole[0];
    if (lots.signum() <= 0 || lots.bitLength() > 60) {
      return 0;
    }
    if (!isSell(order) && !order.intent().partiallyFillable() && whole[1].signum() != 0) {
      return 0;
    }
    BigInteger paid =
        isSell(order) && !order.intent().partiallyFillable()
            ? order.sellAmount()
            : lots.multiply(sold).add(wish.fee());
    boolean kept =
        lots.multiply(bought)
                .multiply(order.intent().sellAmount())
                .compareTo(order.intent().buyAmount().multiply(paid))
            >= 0;
    return kept ? lots.longValueExact() : 0;
  }

  /** What a lot gains its owner, native wei. */
  private double gain(Wish wish) {
    double asked =
        wish.order().intent().buyAmount().doubleValue()
            / wish.order().intent().sellAmount().doubleValue();
    return quotation.reference()[wish.take()]
        * (lot[place[wish.take()]].doubleValue() - asked * lot[place[wish.give()]].doubleValue());
  }

  private FilledOrder filled(Wish wish, LotFlow.Lane lane) {
    Order order = wish.order();
    BigInteger lots = BigInteger.valueOf(lane.lots);
    BigInteger sellPrice = LotSizes.UNIT.divide(lot[lane.give]);
    BigInteger buyPrice = LotSizes.UNIT.divide(lot[lane.take]);
    if (!isSell(order)) {
      return FilledOrder.at(
          new Take(order, lots.multiply(lot[lane.take])), wish.fee(), sellPrice, buyPrice);
    }
    BigInteger sold = lots.multiply(lot[lane.give]);
    BigInteger all = order.intent().partiallyFillable() ? sold.add(wish.fee()) : order.sellAmount();
    return FilledOrder.at(new Take(order, all), all.subtract(sold), sellPrice, buyPrice);
  }

  private SortedMap<Address, BigInteger> prices() {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (int i = 0; i < tokens.length; i++) {
      prices.put(quotation.tokens().get(tokens[i]), LotSizes.UNIT.divide(lot[i]));
    }
    return prices;
  }
}
