package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import java.math.BigInteger;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** States and amounts that somebody could send although no deployed pool has them. */
class PoolsTest {
  private static final Address TOKEN0 = RandomAuction.address(1);
  private static final Address TOKEN1 = RandomAuction.address(2);
  private static final BigInteger PRICE = BigInteger.ONE.shiftLeft(96);
  private static final BigInteger LIQUIDITY = BigInteger.TEN.pow(18);
  private static final BigInteger HUGE = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);

  private static Liquidity v3(
      BigInteger sqrtPrice, int tick, Map<Integer, BigInteger> net, int fee, long gas) {
    SortedMap<Integer, BigInteger> ticks = new TreeMap<>(net);
    return new Liquidity.Concentrated(
        "1", TOKEN0, gas, TOKEN1, TOKEN0, TOKEN1, sqrtPrice, LIQUIDITY, tick, ticks, fee);
  }

  private static Liquidity v2(BigInteger reserve0, BigInteger reserve1, int fee) {
    return new Liquidity.ConstantProduct(
        "1", TOKEN0, 90_000, TOKEN1, TOKEN0, TOKEN1, reserve0, reserve1, fee);
  }

  @Test
  void statesNoPoolCanHaveAreLeftOut() {
    assertThat(Pools.of(v3(PRICE, 0, Map.of(), 3_000, 1))).isPresent();
    assertThat(Pools.of(v3(PRICE, -1, Map.of(), 3_000, 1))).as("on the tick").isPresent();
    assertThat(Pools.of(v3(PRICE, 5, Map.of(), 3_000, 1))).as("tick").isEmpty();
    assertThat(Pools.of(v3(BigInteger.ZERO, 0, Map.of(), 3_000, 1))).as("price").isEmpty();
    assertThat(Pools.of(v3(PRICE, 0, Map.of(7, LIQUIDITY), 3_000, 1))).as("spacing").isEmpty();
    assertThat(Pools.of(v3(PRICE, 0, Map.of(), 2_999, 1))).as("fee").isEmpty();
    assertThat(Pools.of(v3(PRICE, 0, Map.of(), 3_000, Long.MAX_VALUE))).as("gas").isEmpty();
    assertThat(Pools.of(v2(LIQUIDITY, LIQUIDITY, 30))).isPresent();
    assertThat(Pools.of(v2(HUGE, LIQUIDITY, 30))).as("reserve").isEmpty();
    assertThat(Pools.of(v2(LIQUIDITY, LIQUIDITY, 10_000))).as("fee").isEmpty();
  }

  @Test
  void amountsBeyondThePoolAreTypedResults() {
    for (Liquidity liquidity :
        new Liquidity[] {
          v2(LIQUIDITY, LIQUIDITY, 30),
          v3(PRICE, 0, Map.of(-600, LIQUIDITY, 600, LIQUIDITY.negate()), 3_000, 1)
        }) {
      PairPool pool = (PairPool) Pools.of(liquidity).orElseThrow();
      for (Address token : new Address[] {TOKEN0, TOKEN1}) {
        assertThat(pool.exactIn(token, HUGE)).isEqualTo(SwapResult.TOO_LARGE);
        assertThat(pool.exactOut(token, LIQUIDITY.multiply(BigInteger.TEN)))
            .isEqualTo(SwapResult.TOO_LARGE);
        assertThat(pool.exactIn(token, BigInteger.ZERO)).isEqualTo(SwapResult.TOO_SMALL);
        assertThat(pool.exactIn(token, BigInteger.ONE)).isEqualTo(SwapResult.TOO_SMALL);
      }
    }
  }

  @Test
  void aSecondSwapGoesOnWhereTheFirstEnded() {
    PairPool pool =
        (PairPool)
            Pools.of(v3(PRICE, 0, Map.of(-600, LIQUIDITY, 600, LIQUIDITY.negate()), 3_000, 1))
                .orElseThrow();
    BigInteger amount = BigInteger.TEN.pow(15);
    SwapResult.Swapped first = (SwapResult.Swapped) pool.exactIn(TOKEN0, amount);
    SwapResult.Swapped second = (SwapResult.Swapped) first.after().exactIn(TOKEN0, TOKEN1, amount);
    assertThat(second.amountOut()).isLessThan(first.amountOut());
    SwapResult.Swapped both = (SwapResult.Swapped) pool.exactIn(TOKEN0, amount.shiftLeft(1));
    // Rounding in the pool's favour happens once more when there are two swaps.
    assertThat(both.amountOut().subtract(first.amountOut()).subtract(second.amountOut()))
        .isBetween(BigInteger.ZERO, BigInteger.valueOf(3));
  }
}
