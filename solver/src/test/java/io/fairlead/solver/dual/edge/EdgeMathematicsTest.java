package io.fairlead.solver.dual.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.RandomNetwork;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of edge against differences, against its own curve and against other trades. */
class EdgeMathematicsTest {
  private static final double STEP = 1e-6;
  private int trading;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void theValueBendsAsTheImbalanceAndTheLaplacianSay(int kind) {
    RandomAuction.forAll(
        300,
        seed -> {
          RandomNetwork random = single(seed, kind);
          Network network = random.build();
          double[] logs = prices(random, seed);
          Evaluation here = new Evaluation(network, logs);
          double scale = scale(random, network);
          for (int token = 0; token < logs.length; token++) {
            double[] moved = logs.clone();
            moved[token] += STEP;
            Evaluation above = new Evaluation(network, moved);
            moved[token] -= 2 * STEP;
            Evaluation below = new Evaluation(network, moved);
            assertThat((above.worth - below.worth) / (2 * STEP))
                .isCloseTo(here.imbalance[token], within(1e-4 * scale));
            double[] unit = new double[logs.length];
            unit[token] = 1;
            double[] column = new double[logs.length];
            here.curvature.addProduct(unit, column);
            for (int other = 0; other < logs.length; other++) {
              double bend = (above.imbalance[other] - below.imbalance[other]) / (2 * STEP);
              double diagonal = other == token ? here.imbalance[token] : 0;
              // An order's barrier bends as a Laplacian only near its price, and this is 15 % away.
              double tolerance = kind == 4 ? 0.17 * Math.abs(column[other]) : 0;
              assertThat(bend - diagonal)
                  .isCloseTo(column[other], within(tolerance + 1e-3 * scale));
            }
          }
          trading += here.curvature.size() > 0 ? 1 : 0;
        });
    assertThat(trading).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void theBestTradeLiesOnTheCurveAndNoOtherIsWorthMore(int kind) {
    RandomAuction.forAll(
        300,
        seed -> {
          RandomNetwork random = single(seed, kind);
          Network network = random.build();
          PriceState at = new PriceState(random.tokens());
          at.set(prices(random, seed));
          double scale = scale(random, network);
          double[] best = new double[network.flowCount()];
          network.flows(0, at, best);
          assertThat(worth(network, at, best))
              .isLessThanOrEqualTo(network.value(0, at) + 1e-9 * scale);
          if (kind != 4) {
            assertThat(network.value(0, at))
                .isCloseTo(worth(network, at, best), within(1e-9 * scale));
          }
          SplittableRandom other = new SplittableRandom(seed);
          for (int trial = 0; trial < 20; trial++) {
            double[] trade = best.clone();
            int changed = other.nextInt(network.coins(0));
            int answering = (changed + 1) % network.coins(0);
            double share = (trial < 10 ? 1e-3 : 0.2) * (2 * other.nextDouble() - 1);
            trade[changed] += share * scale / random.worth(network.token(0, changed));
            trade[answering] = network.response(0, trade, answering);
            if (!Double.isNaN(trade[answering])) {
              assertThat(worth(network, at, trade))
                  .isLessThanOrEqualTo(network.value(0, at) + 1e-9 * scale);
            }
          }
          for (int coin = 0; coin < network.coins(0); coin++) {
            double answer = network.response(0, best, coin);
            double price = at.price(network.token(0, coin));
            assertThat(answer * price).isCloseTo(best[coin] * price, within(1e-9 * scale));
          }
          trading += network.value(0, at) > 0 ? 1 : 0;
        });
    assertThat(trading).isGreaterThan(100);
  }

  private static RandomNetwork single(long seed, int kind) {
    RandomNetwork random = new RandomNetwork(seed, 4);
    random.edge(kind);
    return random;
  }

  private static double[] prices(RandomNetwork random, long seed) {
    SplittableRandom noise = new SplittableRandom(-seed);
    double[] logs = new double[random.tokens()];
    for (int token = 0; token < logs.length; token++) {
      logs[token] = Math.log(random.worth(token)) + noise.nextDouble(-0.06, 0.06);
    }
    return logs;
  }

  /** How much the edge moves when prices change a lot. */
  private static double scale(RandomNetwork random, Network network) {
    network.soften(1);
    int token = network.token(0, 0);
    return Math.max(1, network.depth(0, 0, random.worth(token)));
  }

  private static double worth(Network network, PriceState at, double[] flows) {
    double worth = 0;
    for (int coin = 0; coin < network.coins(0); coin++) {
      worth += flows[coin] * at.price(network.token(0, coin));
    }
    return worth;
  }

  private static final class Evaluation {
    final double[] imbalance;
    final Laplacian curvature;
    final double worth;

    Evaluation(Network network, double[] logs) {
      PriceState at = new PriceState(logs.length);
      at.set(logs);
      imbalance = new double[logs.length];
      curvature = new Laplacian(network.pairs());
      worth = network.accumulate(at, imbalance, curvature);
    }
  }

  @Test
  void whatMakesNoSenseIsLeftOutWithAReason() {
    NetworkBuilder builder = new NetworkBuilder(3);
    builder.add(new EdgeData.Product(0, 1, Double.NaN, 1, 1));
    builder.add(new EdgeData.Product(0, 0, 1, 1, 1));
    builder.add(new EdgeData.Product(0, 7, 1, 1, 1));
    builder.add(
        new EdgeData.Weighted(new int[] {0, 1}, new double[] {1, 1}, new double[] {0, 1}, 1));
    builder.add(new EdgeData.Product(0, 1, 1, 1, 1));
    builder.add(new EdgeData.Limit(0, 1, 1, Double.POSITIVE_INFINITY));
    Network network = builder.build();
    assertThat(network.rejected().stream().map(RejectedEdge::edge))
        .isEqualTo(List.of(0, 1, 2, 3, 5));
    assertThat(network.rejected().stream().map(one -> one.reason().split(":", 2)[0]))
        .isEqualTo(List.of("reserve", "tokens", "tokens", "weight", "capacity"));
    assertThat(network.present(4)).isTrue();
    assertThat(network.coins(3)).isZero();
  }
}
