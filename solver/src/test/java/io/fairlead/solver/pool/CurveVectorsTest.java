package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Curve's numbers by others: what deployed pools answered on chain, as the tests of KyberSwap's
 * router record it (kyberswap-dex-lib, source/curve/base and liquidity-source/curve/plain), and
 * invariants by npm's {@code @saberhq/stableswap-sdk} 3.0.0 ({@code computeD}, coins of random
 * balances), which wrote {@code curve-invariants.csv}.
 */
class CurveVectorsTest {
  private static final Address POOL = Address.parse("0x" + "ff".repeat(20));
  private static final BigInteger HALF = BigInteger.valueOf(5_000_000_000L);

  /** 0x1005f7406f32a61bd760cfa14accd2737913d546, USDC and USDT, A of 1,500.00, 3 bps. */
  @ParameterizedTest
  @CsvSource({
    "101940884, 107546110, 0, 1, 5000, 4998",
    "101940884, 107546110, 0, 1, 50000, 49986",
    "101940884, 107546110, 1, 0, 50000, 49983",
    "101940884, 107546110, 1, 0, 51000, 50982",
    "101940884, 107546110, 0, 1, 510000, 509863",
    "69265278, 140296574, 0, 1, 100000000000000, 140254485",
    "69265278, 140296574, 0, 1, 1000000000000, 140254485",
    "69265278, 140296574, 0, 1, 100000000, 99936588",
    "69265278, 140296574, 0, 1, 100002233, 99938816",
    "69265278, 140296574, 1, 0, 20000, 19982",
    "69265278, 140296574, 1, 0, 3000200, 2997456",
    "69265278, 140296574, 1, 0, 88001800, 69067695",
    "69265278, 140296574, 1, 0, 100000000000000, 69244498",
  })
  void twoCoinsOfSixDecimals(
      BigInteger one, BigInteger other, int in, int out, BigInteger amount, BigInteger expected) {
    Pool pool = pool(150_000, 100, 3_000_000, List.of(one, other), "1e12", "1e12");
    assertThat(out(pool, in, out, amount)).isEqualTo(expected);
  }

  /** 0xe7a3b38c39f97e977723bd1239c3470702568e7b, cEUR, agEUR and EURC, A of 10.00, 4 bps. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 500000000000000, 496315310333753",
    "0, 1, 50000000000000000, 49631528847328147",
    "0, 1, 5000000000000000000, 4963131024216305126",
    "0, 2, 50000000000000000, 49364",
    "0, 2, 5000000000000000000, 4936384",
    "2, 1, 5000, 5025079238286081",
    "2, 1, 500045, 502552896527853049",
  })
  void threeCoins(int in, int out, BigInteger amount, BigInteger expected) {
    Pool pool =
        pool(
            1_000,
            100,
            4_000_000,
            numbers("103902458912250371998101", "96026429950922739854657", "90684626303"),
            "1",
            "1",
            "1e12");
    assertThat(out(pool, in, out, amount)).isEqualTo(expected);
  }

  /** 0xb9446c4Ef5EBE66268dA6700D26f96273DE3d571, agEUR, EURT and EURS of two decimals. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 500000000000000, 501",
    "0, 1, 50000000000000000, 50169",
    "0, 2, 5000000000000000000, 499",
    "2, 1, 1020, 10248489",
  })
  void threeCoinsOfEighteenSixAndTwoDecimals(
      int in, int out, BigInteger amount, BigInteger expected) {
    Pool pool =
        pool(
            20_000,
            100,
            4_000_000,
            numbers("549022857960890312641141", "1075362632212", "46720010"),
            "1",
            "1e12",
            "1e16");
    assertThat(out(pool, in, out, amount)).isEqualTo(expected);
  }

  /** 0x94b17476a93b3262d87b9a326965d1e91f9c13e7, ETH and OETH, A of 400.00, 4 bps. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 500000000000000, 500008393783392",
    "0, 1, 500000000000000000, 500008321109370981",
    "1, 0, 500000000000000000, 499591620339898039",
    "1, 0, 5000000000000000000, 4995909662946962499",
  })
  void twoCoinsOfEighteenDecimals(int in, int out, BigInteger amount, BigInteger expected) {
    Pool pool =
        pool(
            40_000,
            100,
            4_000_000,
            numbers("8189776041162322264444", "9661706603857954240258"),
            "1",
            "1");
    assertThat(out(pool, in, out, amount)).isEqualTo(expected);
  }

  /** 0x1539c2461d7432cc114b0903f1824079bfca2c92, crvUSD and sDAI, whose rate grows. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 50000000000000123, 47184327843196292",
    "0, 1, 500000000000123, 471843279437909",
    "1, 0, 500000000000123, 529730979292097",
    "1, 0, 50000000000000123, 52973097809547429",
  })
  void aRateBesideTheDecimals(int in, int out, BigInteger amount, BigInteger expected) {
    Pool pool =
        pool(
            150_000,
            100,
            1_000_000,
            numbers("207488005116042557636229", "47921035344869338429831"),
            "1",
            "1.057419823498475822");
    assertThat(out(pool, in, out, amount)).isEqualTo(expected);
  }

  /** The first 3pool, 0xbebc44782c7db0a1a60cb6fe97d0b483032ff1c7: A of 2,000 without digits. */
  @ParameterizedTest
  @CsvSource({"1, 0, 1, 999909687790", "2, 0, 3, 2998664269827"})
  void aPoolFromBeforeThePrecision(int in, int out, BigInteger amount, BigInteger expected) {
    Pool pool =
        pool(
            2_000,
            1,
            1_000_000,
            numbers("93649867132724477811796755", "92440712316473", "175421309630243"),
            "1",
            "1e12",
            "1e12");
    assertThat(out(pool, in, out, amount)).isEqualTo(expected);
  }

  @Test
  void everyInvariantIsTheOtherLibrarys() throws IOException {
    int checked = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("/curve-invariants.csv")),
                StandardCharsets.UTF_8))) {
      assertThat(lines.readLine()).isEqualTo("a,balance0,balance1,d");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        List<BigInteger> row = numbers(line.split(",", -1));
        CurveMath math = new CurveMath(row.get(0), BigInteger.ONE);
        assertThat(math.invariant(row.subList(1, 3))).as(line).isEqualTo(row.get(3));
        checked++;
      }
    }
    assertThat(checked).isGreaterThan(100);
  }

  /** A contract keeps its order of coins, and with it its last digits; ours is by address. */
  @Test
  void theContractsOrderCounts() {
    List<BigInteger> balances =
        numbers("103902458912250371998101", "96026429950922739854657", "1110000000000000077");
    CurveMath math = new CurveMath(BigInteger.valueOf(700), BigInteger.valueOf(100));
    BigInteger d = math.invariant(balances);
    BigInteger reversed = math.invariant(balances.reversed());
    assertThat(d).isNotEqualTo(reversed);
    assertThat(d.subtract(reversed).abs()).isLessThan(BigInteger.valueOf(1_000));
  }

  private static Pool pool(
      long amplification, int precision, long fee, List<BigInteger> balances, String... factors) {
    List<CurveCoin> coins = new ArrayList<>();
    for (int i = 0; i < balances.size(); i++) {
      coins.add(
          new CurveCoin(
              // Not in the order of addresses.
              RandomAuction.address(9 - i),
              new StableReserve(
                  balances.get(i),
                  new BigDecimal(factors[i]).movePointRight(18).toBigIntegerExact())));
    }
    return CurvePool.of(
        "1",
        POOL,
        coins,
        BigInteger.valueOf(amplification),
        precision,
        BigInteger.valueOf(fee),
        HALF,
        100_000);
  }

  private static BigInteger out(Pool pool, int in, int out, BigInteger amount) {
    Address given = RandomAuction.address(9 - in);
    Address taken = RandomAuction.address(9 - out);
    return ((SwapResult.Swapped) pool.exactIn(given, taken, amount)).amountOut();
  }

  private static List<BigInteger> numbers(String... texts) {
    List<BigInteger> numbers = new ArrayList<>();
    for (String text : texts) {
      numbers.add(new BigInteger(text));
    }
    return numbers;
  }
}
