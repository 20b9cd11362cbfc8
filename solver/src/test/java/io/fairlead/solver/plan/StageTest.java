package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.pool.ConstantProductPool;
import io.fairlead.solver.pool.LimitOrder;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.WeightedPool;
import io.fairlead.solver.route.PoolBook;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StageTest {
  private static final BigInteger UNIT = BigInteger.TEN.pow(18);
  private static final Address IN = RandomAuction.address(1);
  private static final Address OUT = RandomAuction.address(2);

  private int in;
  private int out;

  /** A weighted pool takes less than a third of its balance at a time; this is eleven times it. */
  @Test
  void whatAPoolRefusesAtOnceGoesInInParts() {
    BigInteger balance = UNIT.multiply(BigInteger.TEN);
    BigInteger half = BigInteger.TEN.pow(18).shiftRight(1);
    WeightedReserve reserve = new WeightedReserve(balance, UNIT, half);
    Stage stage =
        stage(
            new WeightedPool(
                "w",
                RandomAuction.address(9),
                new TreeMap<>(Map.of(IN, reserve, OUT, reserve)),
                BigInteger.TEN.pow(15),
                WeightedVersion.V3_PLUS,
                100_000),
            balance.multiply(BigInteger.valueOf(11)));
    BigInteger given = stage.swap(0, in, out, stage.held(in), true, 0);
    assertThat(stage.held(in)).isZero();
    assertThat(stage.held(out)).isEqualTo(given);
    assertThat(stage.legs()).hasSizeBetween(9, 40);
    assertThat(stage.legs().getLast().share()).isEqualTo(Leg.ALL);
    assertThat(stage.gas()).isEqualTo(100_000L * stage.legs().size());
    // Eleven twelfths of the balance but for fees, which stay in the pool from part to part.
    assertThat(given.doubleValue()).isBetween(0.995 * 11 / 12 * 1e19, 11.0 / 12 * 1e19);
  }

  @Test
  void whatAnOrderHasNoRoomForStays() {
    Stage stage = stage(order(1_000), BigInteger.valueOf(1_700));
    assertThat(stage.swap(0, in, out, stage.held(in), true, 0))
        .isPositive()
        .isEqualTo(stage.held(out));
    // All but less than two of a thousand parts of what was given.
    assertThat(stage.held(in).longValueExact()).isBetween(700L, 704L);
    assertThat(stage.legs()).hasSizeLessThan(40);
    Stage full = stage(order(0), BigInteger.TEN.pow(30));
    assertThat(full.swap(0, in, out, full.held(in), true, 0)).isZero();
    assertThat(full.held(in)).isEqualTo(BigInteger.TEN.pow(30));
    assertThat(full.legs()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 6, 18, 30})
  void amountsOfAnySizeAreSwappedToTheWei(int digits) {
    BigInteger amount = BigInteger.TEN.pow(digits);
    BigInteger reserve = BigInteger.TEN.pow(Math.min(32, digits + 3));
    Stage stage = stage(pair(reserve), amount);
    BigInteger part = amount.divide(BigInteger.valueOf(3));
    BigInteger first = stage.swap(0, in, out, part, false, 0);
    BigInteger second = stage.swap(0, in, out, amount, true, 0);
    assertThat(stage.held(in)).isEqualTo(stage.legs().isEmpty() ? amount : BigInteger.ZERO);
    assertThat(stage.held(out)).isEqualTo(first.add(second));
    assertThat(stage.held(out).signum()).isEqualTo(digits == 0 ? 0 : 1);
  }

  @Test
  void whereNothingIsNothingIsSwapped() {
    Stage nothing = stage(pair(UNIT), BigInteger.ZERO);
    assertThat(nothing.swap(0, in, out, UNIT, true, 0)).isZero();
    Stage empty = stage(pair(BigInteger.ZERO), UNIT);
    assertThat(empty.swap(0, in, out, UNIT, true, 0)).isZero();
    assertThat(empty.held(in)).isEqualTo(UNIT);
  }

  /** With one pool; the token that goes in has number {@link #in}. */
  private Stage stage(Pool pool, BigInteger amount) {
    PoolBook book = PoolBook.of(List.of(pool));
    PoolNetwork pools = new PoolNetwork(book);
    in = pools.indexOf(IN);
    out = pools.indexOf(OUT);
    return new Stage(pools, book, in, amount);
  }

  private static Pool pair(BigInteger reserve) {
    return new ConstantProductPool(
        "p", RandomAuction.address(9), IN, OUT, reserve, reserve, 30, 60_000);
  }

  private static Pool order(long left) {
    BigInteger whole = BigInteger.valueOf(1_000_000);
    return new LimitOrder(
        "l",
        RandomAuction.address(9),
        OUT,
        IN,
        whole,
        whole,
        BigInteger.ZERO,
        BigInteger.valueOf(left),
        60_000);
  }
}
