package io.fairlead.auction.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.RandomAuctions;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.price.ReferencePrices;
import io.fairlead.contracts.intent.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** One order over parallel constant-product pools: the bound at the right prices is the optimum. */
class TightnessTest {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  @Test
  void isTheContinuousOptimum() {
    RandomAuctions.forAll(
        500,
        random -> {
          List<Liquidity> pools = new ArrayList<>();
          for (int i = 0; i <= random.below(4); i++) {
            BigInteger depth = ONE.multiply(Tiny.between(random, 100, 1_000_000));
            BigInteger percent = Tiny.between(random, 90, 110);
            pools.add(
                Tiny.pair(
                    i,
                    0,
                    1,
                    depth,
                    depth.multiply(percent).divide(BigInteger.valueOf(100)),
                    Tiny.any(random, List.of(1, 30, 100))));
          }
          double sold = 1 + random.below(100_000);
          double asked = 0.01 * (1 + random.below(70));
          check(pools, sold, asked);
        });
  }

  /** Sells {@code sold} whole tokens 0 for at least {@code asked} of token 1 each. */
  private static void check(List<Liquidity> pools, double sold, double asked) {
    BigInteger sell = BigInteger.valueOf((long) sold).multiply(ONE);
    BigInteger buy =
        sell.multiply(BigInteger.valueOf(Math.round(asked * 100))).divide(BigInteger.valueOf(100));
    Instance instance =
        new Instance(
            new TreeMap<>(Map.of(Tiny.token(1), ReferencePrices.UNIT)),
            List.of(Tiny.order(1, Tiny.token(0), Tiny.token(1), sell, buy, Side.SELL, true)),
            pools);
    // The marginal price at which the pools take everything, or the limit if they do not.
    double low = buy.doubleValue() / sell.doubleValue();
    double high = 1e6;
    for (int i = 0; i < 200 && given(pools, low) > sold; i++) {
      double middle = Math.sqrt(low * high);
      if (given(pools, middle) > sold) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double price = given(pools, low) > sold ? high : low;
    double flow = Math.min(sold, given(pools, price));
    double optimum = taken(pools, price) - flow * (buy.doubleValue() / sell.doubleValue());
    CertificateMaker.Bounded bounded =
        (CertificateMaker.Bounded)
            new CertificateMaker(instance)
                .propose(Map.of(Tiny.token(0), price, Tiny.token(1), 1.0));
    double bound = bounded.bound().doubleValue() / 1e18;
    assertThat(optimum).isPositive();
    assertThat(bound / optimum).isBetween(1 - 1e-9, 1 + 1e-9);
  }

  private static double given(List<Liquidity> pools, double price) {
    return pools.stream().mapToDouble(pool -> new Flow(pool, price).given()).sum();
  }

  private static double taken(List<Liquidity> pools, double price) {
    return pools.stream().mapToDouble(pool -> new Flow(pool, price).taken()).sum();
  }

  /**
   * Whole tokens 0 given and tokens 1 taken until one more token 0 brings {@code price} tokens 1;
   * both negative where the pool is traded the other way.
   */
  private record Flow(double given, double taken) {
    Flow(Liquidity pool, double price) {
      this((Liquidity.ConstantProduct) pool, price);
    }

    private Flow(Liquidity.ConstantProduct pair, double price) {
      this(
          forward(pair, price) - taken(pair, backward(pair, price), false),
          taken(pair, forward(pair, price), true) - backward(pair, price));
    }

    private static double forward(Liquidity.ConstantProduct pair, double price) {
      return Math.max(0, Math.sqrt(kept(pair) * product(pair) / price) - reserve0(pair))
          / kept(pair);
    }

    private static double backward(Liquidity.ConstantProduct pair, double price) {
      return Math.max(0, Math.sqrt(kept(pair) * product(pair) * price) - reserve1(pair))
          / kept(pair);
    }

    private static double taken(Liquidity.ConstantProduct pair, double given, boolean forward) {
      double in = given * kept(pair);
      double from = forward ? reserve0(pair) : reserve1(pair);
      double to = forward ? reserve1(pair) : reserve0(pair);
      return to * in / (from + in);
    }

    private static double product(Liquidity.ConstantProduct pair) {
      return reserve0(pair) * reserve1(pair);
    }

    private static double kept(Liquidity.ConstantProduct pair) {
      return 1 - pair.feeBps() / 1e4;
    }

    private static double reserve0(Liquidity.ConstantProduct pair) {
      return pair.reserve0().doubleValue() / 1e18;
    }

    private static double reserve1(Liquidity.ConstantProduct pair) {
      return pair.reserve1().doubleValue() / 1e18;
    }
  }
}
