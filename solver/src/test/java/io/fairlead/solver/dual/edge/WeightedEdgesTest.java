package io.fairlead.solver.dual.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.solver.RandomAuction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * The loops over all weighted edges against each edge's own trade, which comes another way: from
 * the root of a piecewise linear equation for any number of coins.
 */
class WeightedEdgesTest {
  private static final int TOKENS = 6;
  private int[] moving = new int[0];

  @Test
  void sumsAreThoseOfTheTrades() {
    moving = new int[5];
    RandomAuction.forAll(
        3_000,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          List<EdgeData.Weighted> rows = new ArrayList<>();
          int count = random.nextInt(1, 5);
          for (int i = 0; i < count; i++) {
            rows.add(edge(random));
          }
          // From prices at which nothing trades to such as empty every pool.
          double spread = Math.exp(random.nextDouble(-8, 5));
          check(rows, random.doubles(TOKENS, -spread, spread).toArray());
        });
    // Edges of two coins that trade, of three of which two or all move, and of four.
    assertThat(moving[0]).isGreaterThan(500);
    assertThat(moving[2]).isGreaterThan(100);
    assertThat(moving[3]).isGreaterThan(500);
    assertThat(moving[4]).isGreaterThan(500);
  }

  private static EdgeData.Weighted edge(SplittableRandom random) {
    int coins = random.nextInt(2, 5);
    int[] tokens = random.ints(0, TOKENS).distinct().limit(coins).toArray();
    double[] weights = new double[coins];
    Arrays.setAll(weights, coin -> random.nextBoolean() ? 1 : random.nextDouble(0.01, 1));
    double depth = Math.exp(random.nextDouble(-10, 10));
    double[] reserves = new double[coins];
    Arrays.setAll(
        reserves,
        coin -> depth * weights[coin] * (random.nextInt(4) == 0 ? 1 : random.nextDouble(0.99, 1)));
    double gamma = random.nextInt(3) == 0 ? 1 : 1 - random.nextDouble(0.02);
    return new EdgeData.Weighted(tokens, reserves, weights, gamma);
  }

  private void check(List<EdgeData.Weighted> rows, double[] logs) {
    WeightedEdges edges = new WeightedEdges(rows);
    PriceState at = new PriceState(TOKENS);
    at.set(logs);
    double[] imbalance = new double[TOKENS];
    double[][] bend = new double[TOKENS][TOKENS];
    double worth = 0;
    double scale = 0;
    for (int edge = 0; edge < rows.size(); edge++) {
      worth += edges.value(edge, at);
      scale += add(edges, edge, rows.get(edge), at, imbalance, bend);
    }
    double[] found = new double[TOKENS];
    Laplacian curvature = new Laplacian(edges.pairs());
    double rounding = 1e-12 * scale;
    assertThat(edges.accumulate(at, found, curvature)).isCloseTo(worth, within(rounding));
    for (int token = 0; token < TOKENS; token++) {
      assertThat(found[token]).isCloseTo(imbalance[token], within(rounding));
      double[] unit = new double[TOKENS];
      double[] column = new double[TOKENS];
      unit[token] = 1;
      curvature.addProduct(unit, column);
      for (int other = 0; other < TOKENS; other++) {
        assertThat(column[other]).isCloseTo(bend[token][other], within(rounding));
      }
    }
  }

  /**
   * Adds one edge's trade and, for the coins that move, {@code s (diag(w) - w w' / sum w)} with
   * {@code s} what a withdrawn coin is left worth by weight; returns what the edge holds and lets
   * go.
   */
  private double add(
      WeightedEdges edges,
      int edge,
      EdgeData.Weighted row,
      PriceState at,
      double[] imbalance,
      double[][] bend) {
    int coins = row.tokens().length;
    double[] flows = new double[coins];
    edges.flows(edge, at, flows, 0);
    double total = Arrays.stream(row.weights()).sum();
    double active = 0;
    double scale = 0;
    double s = 0;
    int count = 0;
    for (int coin = 0; coin < coins; coin++) {
      double price = at.price(row.tokens()[coin]);
      imbalance[row.tokens()[coin]] += flows[coin] * price;
      scale += (row.reserves()[coin] + Math.abs(flows[coin])) * price;
      if (flows[coin] != 0) {
        double weight = row.weights()[coin] / total;
        s = flows[coin] > 0 ? (row.reserves()[coin] - flows[coin]) * price / weight : s;
        active += weight;
        count++;
      }
    }
    moving[coins == 2 ? 0 : coins == 3 ? count : 4] += count > 0 ? 1 : 0;
    for (int one = 0; one < coins; one++) {
      for (int other = 0; other < coins; other++) {
        if (one != other && flows[one] != 0 && flows[other] != 0) {
          double k = s * row.weights()[one] / total * row.weights()[other] / total / active;
          bend[row.tokens()[one]][row.tokens()[one]] += k;
          bend[row.tokens()[one]][row.tokens()[other]] -= k;
        }
      }
    }
    return scale;
  }
}
