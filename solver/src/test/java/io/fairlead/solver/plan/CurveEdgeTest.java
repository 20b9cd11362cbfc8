package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.edge.PriceState;
import io.fairlead.solver.pool.CurvePool;
import io.fairlead.solver.pool.SwapResult;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The edge that the dual engine sees of a Curve pool, against the pool's integers. */
class CurveEdgeTest {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  private int trading;

  @Test
  void theCurveInDoublesIsTheContractsWithTheFeeOnTheOutput() {
    RandomAuction.forAll(
        300,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          CurvePool pool = pool(random);
          Network network = network(pool);
          int coins = pool.tokens().size();
          int in = random.nextInt(coins);
          int out = (in + 1 + random.nextInt(coins - 1)) % coins;
          BigInteger amount = share(pool, in, Math.pow(10, random.nextDouble(-4, 0)));
          double[] flows = new double[coins];
          flows[in] = -amount.doubleValue();
          double expected = network.response(0, flows, out);
          double real = out(pool, in, out, amount).doubleValue();
          assertThat(real / expected).as("seed %d", seed).isCloseTo(1, within(1e-6));
        });
  }

  /** No swap in integers is worth more than the closed form says, and its trade is one of them. */
  @Test
  void noSwapIsWorthMoreThanTheEdgesBestTrade() {
    RandomAuction.forAll(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          CurvePool pool = pool(random);
          Network network = network(pool);
          int coins = pool.tokens().size();
          double[] logs = new double[coins];
          for (int coin = 0; coin < coins; coin++) {
            double rate = reserve(pool, coin).scalingFactor().doubleValue() / 1e18;
            logs[coin] = Math.log(rate) + random.nextDouble(-0.05, 0.05);
          }
          PriceState at = new PriceState(coins);
          at.set(logs);
          double best = network.value(0, at);
          double most = 0;
          for (int in = 0; in < coins; in++) {
            for (int out = 0; out < coins; out++) {
              for (double share = 1e-4; in != out && share < 3; share *= 1.1) {
                BigInteger amount = share(pool, in, share);
                double gain =
                    out(pool, in, out, amount).doubleValue() * at.price(out)
                        - amount.doubleValue() * at.price(in);
                most = Math.max(most, gain);
              }
            }
          }
          double scale = reserve(pool, 0).balance().doubleValue() * at.price(0);
          assertThat(most).as("seed %d", seed).isLessThanOrEqualTo(best + 1e-9 * scale);
          if (coins == 2 && best > 0) {
            double[] flows = new double[2];
            network.flows(0, at, flows);
            int in = flows[0] < 0 ? 0 : 1;
            BigInteger amount = new BigDecimal(-flows[in]).toBigInteger();
            double real = out(pool, in, 1 - in, amount).doubleValue();
            assertThat(real / flows[1 - in]).as("seed %d", seed).isCloseTo(1, within(1e-6));
            trading++;
          }
        });
    assertThat(trading).isGreaterThan(30);
  }

  private static Network network(CurvePool pool) {
    NetworkBuilder builder = new NetworkBuilder(pool.tokens().size());
    builder.add(PoolEdges.of(pool, pool.tokens()::indexOf));
    Network network = builder.build();
    assertThat(network.present(0)).isTrue();
    return network;
  }

  private static CurvePool pool(SplittableRandom random) {
    List<CurveCoin> coins = new ArrayList<>();
    for (int i = 2 + random.nextInt(3); i > 0; i--) {
      int decimals = random.nextBoolean() ? 18 : 6;
      BigInteger unit = BigInteger.TEN.pow(decimals);
      BigInteger rate =
          ONE.add(BigInteger.valueOf(random.nextLong(1L << 55)))
              .multiply(BigInteger.TEN.pow(18 - decimals));
      coins.add(
          new CurveCoin(
              RandomAuction.address(i),
              new StableReserve(
                  unit.multiply(BigInteger.valueOf(random.nextLong(500_000, 3_000_000))), rate)));
    }
    int precision = random.nextBoolean() ? 1 : 100;
    return CurvePool.of(
        "1",
        RandomAuction.address(99),
        coins,
        BigInteger.valueOf((long) precision * random.nextInt(5, 2_000)),
        precision,
        BigInteger.valueOf(random.nextLong(50_000_000L)),
        BigInteger.valueOf(5_000_000_000L),
        1);
  }

  private static StableReserve reserve(CurvePool pool, int coin) {
    return List.copyOf(pool.reserves().values()).get(coin);
  }

  private static BigInteger share(CurvePool pool, int coin, double share) {
    return new BigDecimal(reserve(pool, coin).balance().doubleValue() * share).toBigInteger();
  }

  private static BigInteger out(CurvePool pool, int in, int out, BigInteger amount) {
    Address given = pool.tokens().get(in);
    Address taken = pool.tokens().get(out);
    return pool.exactIn(given, taken, amount) instanceof SwapResult.Swapped swapped
        ? swapped.amountOut()
        : BigInteger.ZERO;
  }
}
