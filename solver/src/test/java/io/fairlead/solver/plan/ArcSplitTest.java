package io.fairlead.solver.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.edge.NetworkBuilder;
import io.fairlead.solver.dual.recover.RecoveredFlow;
import io.fairlead.solver.dual.recover.Support;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Trades of one pool as swaps one after the other. */
class ArcSplitTest {
  private static final int COINS = 4;

  /** The pool is moved so far that the first swap's price is nothing like the last one's. */
  @Test
  void swapsOneAfterTheOtherComeToTheWholeTrade() {
    RandomAuction.forAll(
        200,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          double[] weights = random.doubles(COINS, 0.1, 1).toArray();
          double[] reserves = random.doubles(COINS, 50, 200).toArray();
          double[] logPrices = random.doubles(COINS, -2, 2).toArray();
          Network network = network(reserves, weights);
          int inputs = random.nextInt(1, COINS);
          double[] flows = new double[COINS];
          for (int coin = 1; coin < COINS; coin++) {
            double most = coin < inputs ? -100 : 0.7 * reserves[coin];
            flows[coin] = most * random.nextDouble();
          }
          flows[0] = network.response(0, flows, 0);
          if (!(flows[0] < 0)) {
            return;
          }
          List<Arc> arcs = arcs(network, flows, logPrices);
          assertThat(arcs).hasSizeLessThan(COINS);
          double[] now = reserves.clone();
          for (Arc arc : arcs) {
            double in = arc.value() / Math.exp(logPrices[arc.from()]);
            double out = swap(now, weights, arc.from(), arc.to(), in);
            assertThat(out * Math.exp(logPrices[arc.to()]))
                .isCloseTo(arc.value() * (1 + arc.gain()), withinPercentage(1e-6));
          }
          for (int coin = 0; coin < COINS; coin++) {
            assertThat(now[coin]).isCloseTo(reserves[coin] - flows[coin], within(1e-6));
          }
        });
  }

  /** That is the order in which they are carried out. */
  @Test
  void theSmallestOutputComesFirst() {
    Network network = network(new double[] {100, 100, 100, 100}, new double[] {1, 1, 1, 1});
    double[] flows = {0, 30, 10, 20};
    flows[0] = network.response(0, flows, 0);
    List<Arc> arcs = arcs(network, flows, new double[COINS]);
    assertThat(arcs).extracting(Arc::to).containsExactly(2, 3, 1);
    assertThat(arcs).extracting(Arc::gain).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  @Test
  void whereNoCurveLeadsThereTheSharesAreThoseOfTheValues() {
    Network network = network(new double[] {100, 100, 100, 100}, new double[] {1, 1, 1, 1});
    double[] flows = {-300, 100, 100, 200};
    List<Arc> arcs = arcs(network, flows, new double[COINS]);
    assertThat(arcs).extracting(Arc::value).containsExactly(75.0, 75.0, 150.0);
    assertThat(arcs).allSatisfy(arc -> assertThat(arc.gain()).isCloseTo(1 / 3.0, within(1e-9)));
    assertThat(arcs(network, new double[COINS], new double[COINS])).isEmpty();
  }

  private static Network network(double[] reserves, double[] weights) {
    int[] tokens = {0, 1, 2, 3};
    NetworkBuilder builder = new NetworkBuilder(COINS);
    builder.add(new EdgeData.Weighted(tokens, reserves, weights, 1));
    return builder.build();
  }

  private static List<Arc> arcs(Network network, double[] flows, double[] logPrices) {
    RecoveredFlow flow = new RecoveredFlow(flows, new double[COINS], 0, true);
    Support support = new Support(new int[] {7}, network, flow, logPrices, 0);
    List<Arc> arcs = new ArcSplit(support).of(0);
    assertThat(arcs).allSatisfy(arc -> assertThat(arc.edge()).isEqualTo(7));
    return arcs;
  }

  /** Balancer's whitepaper, "Out-Given-In". */
  private static double swap(double[] reserves, double[] weights, int in, int out, double amount) {
    double sum = Arrays.stream(weights).sum();
    double ratio = reserves[in] / (reserves[in] + amount);
    double exponent = (weights[in] / sum) / (weights[out] / sum);
    double given = reserves[out] * (1 - Math.pow(ratio, exponent));
    reserves[in] += amount;
    reserves[out] -= given;
    return given;
  }
}
