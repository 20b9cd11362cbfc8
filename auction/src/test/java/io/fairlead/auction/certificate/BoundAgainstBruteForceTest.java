package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Nothing that whole numbers allow scores more than any prices say. */
class BoundAgainstBruteForceTest {
  private static final int VECTORS = 40;

  @Test
  void onePoolAndOrdersOnBothSides() {
    int[] scored = new int[1];
    RandomAuctions.forAll(
        1_000,
        random -> {
          Liquidity pool = pool(random, 1, 0, 1, 199);
          List<Order> orders = new ArrayList<>();
          for (int i = 0; i <= random.below(2); i++) {
            orders.add(order(random, i, 5, 2));
          }
          scored[0] += holds(random, orders, List.of(pool));
        });
    assertThat(scored[0]).isGreaterThan(250);
  }

  @Test
  void aTriangleOfPools() {
    int[] scored = new int[1];
    RandomAuctions.forAll(
        250,
        random -> {
          List<Liquidity> pools =
              List.of(pool(random, 1, 0, 1, 8), pool(random, 2, 1, 2, 8), pool(random, 3, 0, 2, 5));
          scored[0] += holds(random, List.of(order(random, 0, 4, 3)), pools);
        });
    assertThat(scored[0]).isGreaterThan(30);
  }

  @Test
  void ordersAmongThemselves() {
    int[] scored = new int[1];
    RandomAuctions.forAll(
        1_000,
        random -> {
          List<Order> orders =
              List.of(order(random, 0, 5, 3), order(random, 1, 5, 3), order(random, 2, 5, 3));
          scored[0] += holds(random, orders, List.of());
        });
    assertThat(scored[0]).isGreaterThan(50);
  }

  /** Tries many price vectors; 1 if anything can be scored. */
  private static int holds(RandomAuctions random, List<Order> orders, List<Liquidity> pools) {
    long[] reference = {random.below(4), random.below(4), random.below(4)};
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (int t = 0; t < reference.length; t++) {
      if (reference[t] > 0) {
        prices.put(Tiny.token(t), ReferencePrices.UNIT.multiply(BigInteger.valueOf(reference[t])));
      }
    }
    Instance instance = new Instance(prices, orders, pools);
    Rational best = new BruteForce(instance, reference).best();
    for (int i = 0; i < VECTORS; i++) {
      Rational bound =
          new Rational(Tiny.proven(instance, prices(random, instance)), Certificate.UNIT);
      assertThat(bound).isGreaterThanOrEqualTo(best);
    }
    return best.signum();
  }

  /** At the lowest admissible price, near it, anywhere, or far away. */
  private static SortedMap<Address, BigInteger> prices(RandomAuctions random, Instance instance) {
    SortedMap<Address, BigInteger> least = UpperBound.leastPrices(instance);
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Address token : instance.tokens()) {
      BigInteger above =
          switch (random.below(4)) {
            case 0 -> BigInteger.ZERO;
            case 1 -> Certificate.UNIT.multiply(Tiny.between(random, 0, 300)).divide(HUNDRED);
            case 2 -> random.uint(125);
            default -> random.uint(300);
          };
      prices.put(token, least.getOrDefault(token, BigInteger.ZERO).add(above));
    }
    return prices;
  }

  private static final BigInteger HUNDRED = BigInteger.valueOf(100);

  private static Order order(RandomAuctions random, int number, int amounts, int tokens) {
    int sell = random.below(tokens);
    int buy = (sell + 1 + random.below(tokens - 1)) % tokens;
    return Tiny.order(
        number,
        sell,
        buy,
        1 + random.below(amounts),
        1 + random.below(amounts),
        random.bool() ? Side.SELL : Side.BUY,
        random.bool());
  }

  private static Liquidity pool(
      RandomAuctions random, int id, int token0, int token1, int reserves) {
    return Tiny.pair(
        id,
        token0,
        token1,
        Tiny.between(random, 1, reserves),
        Tiny.between(random, 1, reserves),
        Tiny.any(random, List.of(0, 5, 30, 100, 2_000)));
  }
}
