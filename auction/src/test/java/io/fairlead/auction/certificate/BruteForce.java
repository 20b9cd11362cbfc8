package io.fairlead.auction.certificate;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The best score there is, by trying every whole-number trade: of every pool every result of one
 * swap, or of two in a row, and of every order every fill within its limit; what is over goes to
 * whoever it scores for. Clearing prices are not asked to be uniform, nor fills to be complete, so
 * it finds at least what any settlement can do. Tokens are {@code Tiny.token(0)} to {@code 2};
 * reserves and amounts must be small.
 */
final class BruteForce {
  private static final int TOKENS = 3;

  private final List<Order> orders;
  private final long[] reference;
  private final long denominator;
  private final List<long[]> poolResults = new ArrayList<>();
  private long best;

  /** Reference prices are whole native wei per wei here. */
  BruteForce(Instance instance, long[] reference) {
    this.orders = instance.orders();
    this.reference = reference;
    long common = 1;
    for (Order order : orders) {
      common *= order.intent().sellAmount().longValueExact();
    }
    this.denominator = common;
    Set<List<Long>> sums = new HashSet<>(Set.of(List.of(0L, 0L, 0L)));
    for (Liquidity pool : instance.liquidity()) {
      Set<List<Long>> next = new HashSet<>();
      for (List<Long> sum : sums) {
        for (long[] net : netTrades((Liquidity.ConstantProduct) pool)) {
          next.add(List.of(sum.get(0) + net[0], sum.get(1) + net[1], sum.get(2) + net[2]));
        }
      }
      sums = next;
    }
    sums.forEach(sum -> poolResults.add(new long[] {sum.get(0), sum.get(1), sum.get(2)}));
  }

  Rational best() {
    for (long[] result : poolResults) {
      fill(0, result.clone(), new long[TOKENS], new boolean[TOKENS], 0);
    }
    return new Rational(BigInteger.valueOf(best), BigInteger.valueOf(denominator));
  }

  /**
   * @param left per token what the settlement has
   * @param asked per token what sell orders must get at least
   * @param taker whether a sell order buys the token
   * @param scored by buy orders, times the denominator
   */
  private void fill(int index, long[] left, long[] asked, boolean[] taker, long scored) {
    if (index == orders.size()) {
      long score = scored;
      for (int t = 0; t < TOKENS; t++) {
        if (left[t] < asked[t]) {
          return;
        }
        if (taker[t]) {
          score += (left[t] - asked[t]) * reference[t] * denominator;
        }
      }
      best = Math.max(best, score);
      return;
    }
    fill(index + 1, left, asked, taker, scored);
    Order order = orders.get(index);
    if (order.intent().side() == Side.SELL) {
      sell(index, order, left, asked, taker, scored);
    } else {
      buy(index, order, left, asked, taker, scored);
    }
  }

  private void sell(
      int index, Order order, long[] left, long[] asked, boolean[] taker, long scored) {
    int from = index(order.intent().sellToken());
    int to = index(order.intent().buyToken());
    long sell = order.intent().sellAmount().longValueExact();
    long buy = order.intent().buyAmount().longValueExact();
    boolean before = taker[to];
    for (long x = 1; x <= order.sellAmount().longValueExact(); x++) {
      long minimum = (buy * x + sell - 1) / sell;
      left[from] += x;
      asked[to] += minimum;
      taker[to] = true;
      fill(index + 1, left, asked, taker, scored);
      left[from] -= x;
      asked[to] -= minimum;
      taker[to] = before;
    }
  }

  private void buy(
      int index, Order order, long[] left, long[] asked, boolean[] taker, long scored) {
    int from = index(order.intent().sellToken());
    int to = index(order.intent().buyToken());
    long sell = order.intent().sellAmount().longValueExact();
    long buy = order.intent().buyAmount().longValueExact();
    for (long y = 1; y <= order.buyAmount().longValueExact(); y++) {
      long most = sell * y / buy;
      for (long x = 0; x <= most; x++) {
        left[from] += x;
        left[to] -= y;
        long score = (most - x) * buy * reference[to] * (denominator / sell);
        fill(index + 1, left, asked, taker, scored + score);
        left[from] -= x;
        left[to] += y;
      }
    }
  }

  /** What up to two swaps take out, per token; per output the smallest input only. */
  private static List<long[]> netTrades(Liquidity.ConstantProduct pair) {
    int a = index(pair.token0());
    int b = index(pair.token1());
    long kept = 10_000L - pair.feeBps();
    long r0 = pair.reserve0().longValueExact();
    long r1 = pair.reserve1().longValueExact();
    List<long[]> nets = new ArrayList<>();
    nets.add(new long[TOKENS]);
    for (long[] first : swaps(r0, r1, kept)) {
      nets.add(net(a, b, first[0], first[1]));
      if (r0 <= 8 && r1 <= 8) {
        for (long[] second : swaps(r0 - first[0], r1 - first[1], kept)) {
          nets.add(net(a, b, first[0] + second[0], first[1] + second[1]));
        }
      }
    }
    return nets;
  }

  private static long[] net(int a, int b, long out0, long out1) {
    long[] net = new long[TOKENS];
    net[a] = out0;
    net[b] = out1;
    return net;
  }

  /** Net outputs of one swap: the pair's own check, {@code (r0 + g in) * (r1 - out) >= r0 * r1}. */
  private static List<long[]> swaps(long r0, long r1, long kept) {
    List<long[]> swaps = new ArrayList<>();
    for (long out = 1; out < r1; out++) {
      long in = 1;
      while ((r0 * 10_000 + kept * in) * (r1 - out) < r0 * r1 * 10_000) {
        in++;
      }
      swaps.add(new long[] {-in, out});
    }
    for (long out = 1; out < r0; out++) {
      long in = 1;
      while ((r1 * 10_000 + kept * in) * (r0 - out) < r0 * r1 * 10_000) {
        in++;
      }
      swaps.add(new long[] {out, -in});
    }
    return swaps;
  }

  private static int index(Address token) {
    for (int i = 0; i < TOKENS; i++) {
      if (Tiny.token(i).equals(token)) {
        return i;
      }
    }
    throw new IllegalArgumentException(token.toString());
  }
}
