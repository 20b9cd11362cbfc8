package io.fairlead.solver.pool;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Address;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * Swaps that deployed contracts really did: random Uniswap V2 pairs and V3 pools from the published
 * npm packages (v2-core 1.0.1, v2-periphery, v3-core, v3-periphery) on a local chain; amounts from
 * QuoterV2 and the V2 router, states read back after executed swaps. A null result is a revert.
 */
class DeployedVectorsTest {
  private static final Address TOKEN0 = Address.parse("0x" + "11".repeat(20));
  private static final Address TOKEN1 = Address.parse("0x" + "22".repeat(20));
  private static final Address POOL = Address.parse("0x" + "33".repeat(20));

  private int pairs;
  private int pools;
  private int amounts;
  private int refusals;
  private int states;

  @Test
  void everyAmountAndStateIsTheContracts() throws IOException {
    JsonNode vectors;
    try (InputStream file = getClass().getResourceAsStream("/uniswap-swaps.json")) {
      vectors = new ObjectMapper().readTree(Objects.requireNonNull(file));
    }
    for (JsonNode vector : vectors) {
      if (vector.get("kind").asString().equals("v2")) {
        pairs++;
      } else {
        pools++;
      }
      replay(vector);
    }
    assertThat(pairs).isGreaterThan(5);
    assertThat(pools).isGreaterThan(20);
    assertThat(amounts).isGreaterThan(300);
    assertThat(refusals).isGreaterThan(20);
    assertThat(states).isGreaterThan(100);
  }

  private void replay(JsonNode vector) {
    PairPool pool = pool(vector);
    int index = 0;
    for (JsonNode swap : vector.get("swaps")) {
      String where = vector.get("kind") + " " + pools + "/" + pairs + " swap " + index++;
      boolean zeroForOne = swap.get("zeroForOne").booleanValue();
      boolean exactIn = swap.get("exactIn").booleanValue();
      BigInteger amount = number(swap.get("amount"));
      SwapResult result =
          exactIn
              ? pool.exactIn(zeroForOne ? TOKEN0 : TOKEN1, amount)
              : pool.exactOut(zeroForOne ? TOKEN1 : TOKEN0, amount);
      if (refused(swap)) {
        assertThat(result).as(where).isNotInstanceOf(SwapResult.Swapped.class);
        refusals++;
        if (executed(swap)) {
          return;
        }
        continue;
      }
      assertThat(result).as(where).isInstanceOf(SwapResult.Swapped.class);
      SwapResult.Swapped swapped = (SwapResult.Swapped) result;
      assertThat(exactIn ? swapped.amountOut() : swapped.amountIn())
          .as(where)
          .isEqualTo(number(swap.get("result")));
      assertThat(exactIn ? swapped.amountIn() : swapped.amountOut()).as(where).isEqualTo(amount);
      amounts++;
      if (executed(swap)) {
        pool = (PairPool) swapped.after();
        checkState(pool, swap.get("state"), where);
      }
    }
  }

  private void checkState(Pool pool, JsonNode state, String where) {
    if (pool instanceof ConcentratedPool concentrated && state != null) {
      assertThat(concentrated.sqrtPriceX96()).as(where).isEqualTo(number(state.get("sqrtPrice")));
      assertThat(concentrated.tick()).as(where).isEqualTo(state.get("tick").intValue());
      assertThat(concentrated.liquidity()).as(where).isEqualTo(number(state.get("liquidity")));
      states++;
    }
  }

  /** A revert, nothing given, or a swap that ran into the end of the price range half done. */
  private static boolean refused(JsonNode swap) {
    if (swap.get("result").isNull() || number(swap.get("result")).signum() == 0) {
      return true;
    }
    JsonNode after = swap.get("sqrtAfter");
    return swap.get("exactIn").booleanValue()
        && after != null
        && (number(after).equals(TickMath.MIN_SQRT_RATIO.add(BigInteger.ONE))
            || number(after).equals(TickMath.MAX_SQRT_RATIO.subtract(BigInteger.ONE)));
  }

  private static boolean executed(JsonNode swap) {
    JsonNode executed = swap.get("executed");
    return executed != null && executed.booleanValue();
  }

  private static PairPool pool(JsonNode vector) {
    if (vector.get("kind").asString().equals("v2")) {
      return new ConstantProductPool(
          "1",
          POOL,
          TOKEN0,
          TOKEN1,
          number(vector.get("reserve0")),
          number(vector.get("reserve1")),
          30,
          90_000);
    }
    Map<Integer, BigInteger> net = new TreeMap<>();
    vector
        .get("net")
        .properties()
        .forEach(tick -> net.put(Integer.parseInt(tick.getKey()), number(tick.getValue())));
    int fee = vector.get("fee").intValue();
    return ConcentratedPool.of(
        "1",
        POOL,
        TOKEN0,
        TOKEN1,
        number(vector.get("sqrtPrice")),
        number(vector.get("liquidity")),
        vector.get("tick").intValue(),
        net,
        fee,
        ConcentratedPool.tickSpacingOf(fee).orElseThrow(),
        130_000);
  }

  private static BigInteger number(JsonNode node) {
    return new BigInteger(node.asString());
  }
}
