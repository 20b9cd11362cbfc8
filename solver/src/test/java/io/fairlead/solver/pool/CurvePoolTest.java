package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CurvePoolTest {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
  private static final BigInteger HALF = BigInteger.valueOf(5_000_000_000L);
  private static final BigInteger FOUR_BPS = BigInteger.valueOf(4_000_000);
  private static final Address DOLLAR = RandomAuction.address(2);
  private static final Address CENT = RandomAuction.address(1);

  /** Of 18 and of 6 decimals. */
  private static CurvePool pool(BigInteger fee, BigInteger adminFee) {
    return CurvePool.of(
        "1",
        RandomAuction.address(99),
        List.of(
            new CurveCoin(DOLLAR, new StableReserve(MILLION.multiply(ONE), ONE)),
            new CurveCoin(
                CENT,
                new StableReserve(
                    MILLION.multiply(MILLION), ONE.multiply(MILLION).multiply(MILLION)))),
        BigInteger.valueOf(20_000),
        100,
        fee,
        adminFee,
        1);
  }

  @Test
  void aShareOfTheFeeLeavesThePoolAtOnce() {
    BigInteger amount = ONE.multiply(BigInteger.valueOf(12_345)).add(BigInteger.valueOf(678));
    SwapResult.Swapped free = swap(pool(BigInteger.ZERO, HALF), CENT, amount);
    SwapResult.Swapped taxed = swap(pool(FOUR_BPS, HALF), CENT, amount);
    SwapResult.Swapped kept = swap(pool(FOUR_BPS, BigInteger.ZERO), CENT, amount);
    assertThat(taxed.amountOut()).isEqualTo(kept.amountOut()).isLessThan(free.amountOut());
    // The fee is 4 bps of the output in 18 decimals, half of it leaves in 6, rounded down.
    BigInteger fee = free.amountOut().subtract(taxed.amountOut());
    BigInteger left = balance(kept, CENT).subtract(balance(taxed, CENT));
    assertThat(left.shiftLeft(1)).isBetween(fee.subtract(BigInteger.TWO), fee);
    assertThat(balance(kept, CENT)).isEqualTo(MILLION.multiply(MILLION).subtract(kept.amountOut()));
    assertThat(balance(taxed, DOLLAR)).isEqualTo(MILLION.multiply(ONE).add(amount));
  }

  /** The input for an output is enough, and hardly more than enough. */
  @Test
  void anOutputIsBoughtForNextToTheLeastInput() {
    SplittableRandom random = new SplittableRandom(3);
    CurvePool pool = pool(FOUR_BPS, HALF);
    for (int i = 0; i < 300; i++) {
      BigInteger wanted = BigInteger.valueOf(random.nextLong(1, 900_000_000_000L));
      SwapResult.Swapped bought = (SwapResult.Swapped) pool.exactOut(DOLLAR, CENT, wanted);
      assertThat(bought.amountOut()).isEqualTo(wanted);
      assertThat(swap(pool, CENT, bought.amountIn()).amountOut())
          .as("%s", wanted)
          .isGreaterThanOrEqualTo(wanted);
      // A cent has 10^12 units of a dollar: one unit of it less is not given for less.
      BigInteger less =
          bought
              .amountIn()
              .subtract(bought.amountIn().shiftRight(30))
              .subtract(ONE.divide(MILLION));
      assertThat(amountOut(pool.exactIn(DOLLAR, CENT, less.max(BigInteger.ONE))))
          .as("%s", wanted)
          .isLessThan(wanted);
    }
  }

  @Test
  void aPoolWithoutAnInvariantTradesNothing() {
    for (BigInteger balance : List.of(BigInteger.ZERO, BigInteger.TWO.pow(255))) {
      CurvePool broken =
          CurvePool.of(
              "1",
              RandomAuction.address(99),
              List.of(
                  new CurveCoin(DOLLAR, new StableReserve(balance, ONE)),
                  new CurveCoin(CENT, new StableReserve(ONE, ONE))),
              BigInteger.valueOf(100),
              1,
              FOUR_BPS,
              HALF,
              1);
      for (int asked = 0; asked < 2; asked++) {
        assertThat(broken.exactIn(DOLLAR, CENT, ONE)).isEqualTo(SwapResult.TOO_LARGE);
        assertThat(broken.exactOut(CENT, DOLLAR, ONE)).isEqualTo(SwapResult.TOO_LARGE);
      }
    }
  }

  @Test
  void noDeployedPoolIsInSuchAState() {
    CurveCoin one = new CurveCoin(DOLLAR, new StableReserve(ONE, ONE));
    CurveCoin other = new CurveCoin(CENT, new StableReserve(ONE, ONE));
    refused(List.of(one), 100, 1, 0, 0);
    refused(List.of(one, one), 100, 1, 0, 0);
    refused(List.of(one, other), 100, 10, 0, 0);
    refused(List.of(one, other), 99, 100, 0, 0);
    refused(List.of(one, other), 1_000_001, 1, 0, 0);
    refused(List.of(one, other), 100, 1, 5_000_000_001L, 0);
    refused(List.of(one, other), 100, 1, 0, 10_000_000_001L);
    refused(
        List.of(one, new CurveCoin(CENT, new StableReserve(ONE, BigInteger.ZERO))), 100, 1, 0, 0);
  }

  private static void refused(
      List<CurveCoin> coins, long amplification, int precision, long fee, long adminFee) {
    assertThatThrownBy(() ->
            CurvePool.of(
                "1",
                RandomAuction.address(99),
                coins,
                BigInteger.valueOf(amplification),
                precision,
                BigInteger.valueOf(fee),
                BigInteger.valueOf(adminFee),
                1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("out of range");
  }

  private static SwapResult.Swapped swap(CurvePool pool, Address to, BigInteger amount) {
    return (SwapResult.Swapped) pool.exactIn(DOLLAR, to, amount);
  }

  private static BigInteger amountOut(SwapResult result) {
    return result instanceof SwapResult.Swapped swapped ? swapped.amountOut() : BigInteger.ZERO;
  }

  private static BigInteger balance(SwapResult.Swapped swapped, Address token) {
    CurvePool after = (CurvePool) swapped.after();
    return Objects.requireNonNull(after.reserves().get(token)).balance();
  }
}
