package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LeftoversTest {
  private static final Address IN = RandomAuction.address(1);
  private static final Address MIDDLE = RandomAuction.address(2);
  private static final Address OUT = RandomAuction.address(3);
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);

  /** A wei of the middle token is worth two of the output. */
  private static final Leftovers AT_TWO =
      new Leftovers(new TreeMap<>(Map.of(MIDDLE, BigInteger.TWO.shiftLeft(96))));

  @Test
  void aHundredThousandthMayStayAndNotAWeiMore() {
    assertThat(AT_TWO.of(held(5, 1_000_000), OUT)).contains(new TreeMap<>(Map.of(MIDDLE, wei(5))));
    assertThat(AT_TWO.of(held(6, 1_000_000), OUT)).isEmpty();
    assertThat(AT_TWO.of(held(5, 999_999), OUT)).isEmpty();
  }

  @Test
  void whereNothingMayStayNothingDoes() {
    assertThat(Leftovers.NONE.of(held(1, Long.MAX_VALUE), OUT)).isEmpty();
    assertThat(Leftovers.NONE.of(held(0, 1), OUT)).contains(new TreeMap<>());
  }

  @Test
  void ofATokenWithoutAPriceNothingMayStay() {
    Map<Address, BigInteger> held = held(1, Long.MAX_VALUE);
    held.put(IN, BigInteger.ONE);
    assertThat(AT_TWO.of(held, OUT)).isEmpty();
  }

  @Test
  void aPlanReportsWhatStaysAndFailsWhereItMayNot() {
    PoolBook book = book();
    Leg first = new Leg("a", IN, MIDDLE, Leg.ALL);
    Leg part = new Leg("b", MIDDLE, OUT, Leg.ALL - (1L << 20));
    BigInteger amount = UNIT;
    assertThat(plan(List.of(first, part), Leftovers.NONE).exactIn(book, amount)).isEmpty();
    Routed some = plan(List.of(first, part), AT_TWO).exactIn(book, amount).orElseThrow();
    assertThat(some.left()).containsOnlyKeys(MIDDLE);
    BigInteger given = some.swaps().get(0).outputAmount();
    assertThat(some.left())
        .containsEntry(MIDDLE, given.subtract(some.swaps().get(1).inputAmount()));
    assertThat(some.left().get(MIDDLE)).isPositive();
    Leg half = new Leg("b", MIDDLE, OUT, Leg.ALL / 2);
    assertThat(plan(List.of(first, half), AT_TWO).exactIn(book, amount)).isEmpty();
  }

  @Test
  void aPathThatTakesEverythingLeavesNothing() {
    PoolBook book = book();
    SplitRouter router = new SplitRouter();
    Routed routed =
        router
            .find(book, IN, OUT, UNIT, UNIT, BigInteger.ZERO)
            .flatMap(plan -> plan.exactIn(book, UNIT))
            .orElseThrow();
    assertThat(routed.left()).isEmpty();
    assertThat(routed.amountOut().doubleValue()).isGreaterThan(router.bound() * (1 - 1e-9));
  }

  private static SplitPlan plan(List<Leg> legs, Leftovers leftovers) {
    return new SplitPlan(IN, OUT, legs, leftovers, UNIT, UNIT);
  }

  private static PoolBook book() {
    BigInteger deep = UNIT.multiply(BigInteger.valueOf(1_000));
    return PoolBook.of(
        List.of(
            new ConstantProductPool(
                "a", RandomAuction.address(11), IN, MIDDLE, deep, deep, 30, 60_000),
            new ConstantProductPool(
                "b", RandomAuction.address(12), MIDDLE, OUT, deep, deep, 30, 60_000)));
  }

  private static Map<Address, BigInteger> held(long middle, long out) {
    return new TreeMap<>(Map.of(MIDDLE, wei(middle), OUT, wei(out)));
  }

  private static BigInteger wei(long amount) {
    return BigInteger.valueOf(amount);
  }
}
