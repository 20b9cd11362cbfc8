package io.fairlead.solver.batch.recover;

import io.fairlead.auction.engine.Order;
import io.fairlead.contracts.intent.Side;
import io.fairlead.solver.clearing.FilledOrder;
import io.fairlead.solver.clearing.Take;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Fills of a group in whole lots of given sizes. What a sell order that must be filled whole has
 * beyond its last lot becomes fee; a buy order that must be filled whole takes part if its amount
 * is whole lots. Lots of such orders are found as if they could be filled in part; one after
 * another is then filled wholly or not at all, whichever is nearer, or gains more in small groups.
 */
final class LotTrade {
  private static final int MAX_ROUNDS = 8;
  private static final int MAX_IMPROVEMENTS = 400;

  /** Up to so many orders both ways are tried. */
  private static final int SMALL_GROUP = 40;

  private final List<Wish> wishes;
  private final int[] place;
  private final Quotation quotation;
  private final BigInteger[] lot;
  private final BigInteger[] prices;
  private LotFlow.Lane[] lanes = new LotFlow.Lane[0];

  /**
   * For orders of a group.
   *
   * @param place the tokens' numbers in the group
   * @param lot wei of each of its tokens
   * @param prices of each of its tokens, inverse to the lots
   */
  LotTrade(
      List<Wish> wishes, int[] place, Quotation quotation, BigInteger[] lot, BigInteger[] prices) {
    this.wishes = wishes;
    this.place = place;
    this.quotation = quotation;
    this.lot = lot;
    this.prices = prices;
  }

  /**
   * What is filled.
   *
   * @param gain of the owners, native wei
   */
  record Fills(List<FilledOrder> fills, double gain) {
    /** Copies the list. */
    Fills {
      fills = List.copyOf(fills);
    }
  }

  /** The fills; empty if none are found. */
  Optional<Fills> fills(BooleanSupplier stop) {
    boolean[] out = new boolean[wishes.size()];
    for (int round = 0; round < MAX_ROUNDS; round++) {
      lanes = lanes(out);
      if (!solved(stop) || !decided(stop)) {
        return Optional.empty();
      }
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
        return fills.isEmpty() ? Optional.empty() : Optional.of(new Fills(fills, gained()));
      }
    }
    return Optional.empty();
  }

  private boolean solved(BooleanSupplier stop) {
    LotFlow flow = new LotFlow(lot.length, Arrays.asList(lanes));
    if (!flow.balance(stop)) {
      return false;
    }
    flow.improve(MAX_IMPROVEMENTS, stop);
    return true;
  }

  /**
   * Fills whole orders wholly or not at all. Where neither can be balanced any more, the order is
   * left out for good and the others are decided on anew: without it they balance.
   *
   * @return false if something is left unbalanced
   */
  private boolean decided(BooleanSupplier stop) {
    for (int i = undecided(); i >= 0; i = undecided()) {
      LotFlow.Lane lane = lanes[i];
      lane.flexible = false;
      long[] before = lots();
      boolean more = 2 * lane.lots >= lane.capacity;
      boolean one = settled(lane, more, stop);
      if (one && lanes.length > SMALL_GROUP) {
        continue;
      }
      long[] first = lots();
      double gained = gained();
      restore(before);
      boolean other = settled(lane, !more, stop);
      if (!one && !other) {
        restore(before);
        for (LotFlow.Lane free : lanes) {
          free.flexible = free.capacity > 0;
        }
        lanes[i] = new LotFlow.Lane(lane.give, lane.take, 0, lane.gain, false, 0);
        if (!solved(stop)) {
          return false;
        }
        continue;
      }
      if (one && (!other || gained() <= gained)) {
        restore(first);
      }
    }
    return true;
  }

  private boolean settled(LotFlow.Lane lane, boolean in, BooleanSupplier stop) {
    lane.lots = in ? lane.capacity : 0;
    return solved(stop);
  }

  /** The whole order filled in part that is filled most; -1 if there is none. */
  private int undecided() {
    int next = -1;
    double most = 0;
    for (int i = 0; i < lanes.length; i++) {
      LotFlow.Lane lane = lanes[i];
      if (lane.flexible
          && !wishes.get(i).order().intent().partiallyFillable()
          && lane.lots > 0
          && lane.lots < lane.capacity
          && (double) lane.lots / lane.capacity > most) {
        most = (double) lane.lots / lane.capacity;
        next = i;
      }
    }
    return next;
  }

  private long[] lots() {
    return Arrays.stream(lanes).mapToLong(lane -> lane.lots).toArray();
  }

  private void restore(long[] lots) {
    for (int i = 0; i < lots.length; i++) {
      lanes[i].lots = lots[i];
    }
  }

  private double gained() {
    double sum = 0;
    for (LotFlow.Lane lane : lanes) {
      sum += lane.lots * lane.gain;
    }
    return sum;
  }

  private static boolean isSell(Order order) {
    return order.intent().side() == Side.SELL;
  }

  private LotFlow.Lane[] lanes(boolean[] out) {
    LotFlow.Lane[] all = new LotFlow.Lane[wishes.size()];
    for (int i = 0; i < all.length; i++) {
      Wish wish = wishes.get(i);
      long most = out[i] ? 0 : capacity(wish);
      long lots = (long) Math.floor(Math.min(1, wish.part()) * most);
      all[i] =
          new LotFlow.Lane(
              place[wish.give()], place[wish.take()], most, gain(wish), most > 0, lots);
    }
    return all;
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
    BigInteger sellPrice = prices[lane.give];
    BigInteger buyPrice = prices[lane.take];
    if (!isSell(order)) {
      return FilledOrder.at(
          new Take(order, lots.multiply(lot[lane.take])), wish.fee(), sellPrice, buyPrice);
    }
    BigInteger sold = lots.multiply(lot[lane.give]);
    BigInteger all = order.intent().partiallyFillable() ? sold.add(wish.fee()) : order.sellAmount();
    return FilledOrder.at(new Take(order, all), all.subtract(sold), sellPrice, buyPrice);
  }
}
