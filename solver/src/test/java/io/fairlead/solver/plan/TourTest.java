package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.fairlead.auction.engine.EngineInteraction.LiquiditySwap;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.BookLevel;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.LimitOrder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.SwapResult;
import io.fairlead.solver.route.PoolBook;
import io.fairlead.solver.route.Routed;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Arbitrage that no order passes by, and what becomes of an order where nothing else works. */
class TourTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final Address IN = RandomAuction.address(1);
  private static final Address OUT = RandomAuction.address(2);
  private static final Address ONE = RandomAuction.address(3);
  private static final Address OTHER = RandomAuction.address(4);
  private static final Address THIRD = RandomAuction.address(5);

  /** For a whole unit along the only direct pool. */
  private static final BigInteger DIRECT = new BigInteger("996006981039903216");

  @Test
  void aCycleNobodyPassesIsReachedAndWalkedOften() {
    PoolBook book = book(aside());
    SplitRouter router = new SplitRouter();
    Routed routed = routed(router, book, BigInteger.ZERO);
    replay(book, routed);
    // The whole order is worth less than a twentieth of what flows around.
    assertThat(routed.amountOut())
        .isCloseTo(new BigInteger("1982584940761243975"), withinPercentage(1e-6));
    assertThat(routed.amountOut().doubleValue()).isGreaterThan(0.999 * router.bound());
    assertThat(visits(routed, "c")).isBetween(20L, 400L).isEqualTo(visits(routed, "d"));
    assertThat(visits(routed, "b")).isEqualTo(2);
  }

  /** Hundreds of times the order flow around: it takes what the first rounds gain. */
  @Test
  void aCycleIsWalkedWithWhatItGains() {
    PoolBook book =
        book(
            List.of(
                pair("b", 12, IN, ONE, 2_000, 2_000),
                pair("c", 13, ONE, OTHER, 20_000, 20_000),
                pair("d", 14, ONE, OTHER, 20_000, 22_000)));
    SplitRouter router = new SplitRouter();
    Routed routed = routed(router, book, BigInteger.ZERO);
    replay(book, routed);
    BigInteger around =
        routed.swaps().stream()
            .filter(swap -> swap.id().equals("c"))
            .map(LiquiditySwap::inputAmount)
            .reduce(BigInteger.ZERO, BigInteger::add);
    assertThat(around).isGreaterThan(units(400));
    assertThat(visits(routed, "c")).isBetween(50L, 200L);
    assertThat(routed.amountOut()).isGreaterThan(units(20));
    assertThat(routed.amountOut().doubleValue()).isGreaterThan(0.995 * router.bound());
  }

  @Test
  void gasIsWeighedAgainstEveryRound() {
    PoolBook book = book(aside());
    BigInteger gas = BigInteger.valueOf(20_000_000_000L);
    Routed often = routed(new SplitRouter(), book, BigInteger.ZERO);
    Routed seldom = routed(new SplitRouter(), book, gas);
    assertThat(visits(seldom, "c")).isBetween(1L, visits(often, "c") / 2);
    assertThat(net(seldom, gas)).isGreaterThan(net(often, gas)).isGreaterThan(DIRECT);
    Routed never = routed(new SplitRouter(), book, gas.multiply(BigInteger.valueOf(50)));
    assertThat(never.swaps()).hasSize(1);
    assertThat(never.amountOut()).isEqualTo(DIRECT);
  }

  @Test
  void aStraightRouterPassesOnWhatItIsGiven() {
    Routed routed = routed(SplitRouter.straight(), book(aside()), BigInteger.ZERO);
    assertThat(routed.swaps()).hasSize(1);
    assertThat(routed.amountOut()).isEqualTo(DIRECT);
  }

  @Test
  void aCycleThatTouchesAnotherNeedsNoBridgeOfItsOwn() {
    List<Pool> pools = new ArrayList<>(aside());
    pools.add(pair("e", 15, OTHER, THIRD, 100, 100));
    pools.add(pair("f", 16, OTHER, THIRD, 100, 106));
    PoolBook book = book(pools);
    SplitRouter router = new SplitRouter();
    Routed routed = routed(router, book, BigInteger.ZERO);
    replay(book, routed);
    assertThat(visits(routed, "b")).isEqualTo(2);
    assertThat(visits(routed, "e")).isPositive().isEqualTo(visits(routed, "f"));
    assertThat(routed.amountOut().doubleValue()).isGreaterThan(0.999 * router.bound());
  }

  /** An island: no token in hand leads there, whatever it is worth. */
  @Test
  void aCycleThatCannotBeReachedIsLeftAlone() {
    PoolBook book =
        book(List.of(pair("c", 13, ONE, OTHER, 1_000, 1_000), pair("d", 14, ONE, OTHER, 1, 2)));
    Routed routed = routed(new SplitRouter(), book, BigInteger.ZERO);
    assertThat(routed.swaps()).hasSize(1);
    assertThat(routed.amountOut()).isEqualTo(DIRECT);
  }

  /**
   * The best price by far is that of a level whose lots are larger than the order: in doubles all
   * of it goes there, in integers nothing, and the token on the way leads nowhere else.
   */
  @Test
  void whereNoPlanWorksThereIsThePathThroughTheDeepestPools() {
    PoolBook book =
        book(
            List.of(
                new LimitOrder(
                    "l",
                    RandomAuction.address(21),
                    ONE,
                    IN,
                    units(100),
                    units(100),
                    BigInteger.ZERO,
                    units(100),
                    60_000),
                new BookLevel(
                    "m",
                    RandomAuction.address(22),
                    ONE,
                    OUT,
                    units(50),
                    units(75),
                    BigInteger.TWO,
                    0,
                    60_000)));
    SplitRouter router = new SplitRouter();
    Routed routed = routed(router, book, BigInteger.ZERO);
    assertThat(router.bound()).isGreaterThan(1.4e18);
    replay(book, routed);
    assertThat(routed.swaps()).extracting(LiquiditySwap::id).containsExactly("a");
    assertThat(routed.amountOut()).isEqualTo(DIRECT);
    assertThat(routed.left()).isEmpty();
  }

  /** Beside the direct pool. */
  private static PoolBook book(List<Pool> others) {
    List<Pool> pools = new ArrayList<>(others);
    pools.add(pair("a", 11, IN, OUT, 1_000, 1_000));
    return PoolBook.of(pools);
  }

  /** A cycle of two pools, and a pool that leads to it. */
  private static List<Pool> aside() {
    return List.of(
        pair("b", 12, IN, ONE, 2_000, 2_000),
        pair("c", 13, ONE, OTHER, 1_000, 1_000),
        pair("d", 14, ONE, OTHER, 1_000, 1_100));
  }

  private static Pool pair(
      String id, int address, Address one, Address other, long reserve, long otherReserve) {
    return new ConstantProductPool(
        id,
        RandomAuction.address(address),
        one,
        other,
        units(reserve),
        units(otherReserve),
        30,
        60_000);
  }

  private static Routed routed(SplitRouter router, PoolBook book, BigInteger gasPrice) {
    return router
        .find(book, IN, OUT, UNIT, UNIT, gasPrice)
        .flatMap(plan -> plan.exactIn(book, UNIT))
        .orElseThrow();
  }

  private static BigInteger net(Routed routed, BigInteger gasPrice) {
    return routed.amountOut().subtract(gasPrice.multiply(BigInteger.valueOf(routed.gas())));
  }

  private static long visits(Routed routed, String pool) {
    return routed.swaps().stream().filter(swap -> swap.id().equals(pool)).count();
  }

  /** Every wei that is swapped is there, and every pool gives what the plan says. */
  private static void replay(PoolBook start, Routed routed) {
    Map<Address, BigInteger> held = new TreeMap<>(Map.of(IN, routed.amountIn()));
    PoolBook book = start;
    for (LiquiditySwap swap : routed.swaps()) {
      SwapResult result =
          book.get(swap.id()).exactIn(swap.inputToken(), swap.outputToken(), swap.inputAmount());
      assertThat(result).isInstanceOf(SwapResult.Swapped.class);
      SwapResult.Swapped swapped = (SwapResult.Swapped) result;
      assertThat(swapped.amountOut()).isEqualTo(swap.outputAmount());
      held.merge(swap.inputToken(), swap.inputAmount().negate(), BigInteger::add);
      assertThat(held.get(swap.inputToken())).isNotNegative();
      held.merge(swap.outputToken(), swap.outputAmount(), BigInteger::add);
      book = book.with(swapped.after());
    }
    assertThat(held.remove(OUT)).isEqualTo(routed.amountOut());
    held.values().removeIf(amount -> amount.signum() == 0);
    assertThat(held).isEqualTo(routed.left());
  }

  private static BigInteger units(long amount) {
    return UNIT.multiply(BigInteger.valueOf(amount));
  }
}
