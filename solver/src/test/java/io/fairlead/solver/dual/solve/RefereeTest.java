package io.fairlead.solver.dual.solve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.dual.RandomNetwork;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.dual.edge.Network;
import io.fairlead.solver.dual.recover.FlowRecovery;
import io.fairlead.solver.dual.recover.RecoveredFlow;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * Against ojAlgo's linear programming. Orders are linear already. Of a pool's curve the program may
 * mix sampled points, computed from the invariant here and not from the code under test: that is
 * less than the pool allows, so its optimum is at most the true one, and with many samples little
 * less.
 */
class RefereeTest {
  private static final int SAMPLES = 250;

  @Test
  void ordersAloneAreALinearProgram() {
    RandomAuction.forAll(
        60,
        seed -> {
          RandomNetwork random = new RandomNetwork(seed, 4);
          for (int i = 0; i < 25; i++) {
            random.edge(4);
          }
          double[] worth = new double[4];
          for (int token = 0; token < 4; token++) {
            worth[token] = random.worth(token);
          }
          check(random, Objective.surplus(worth), 1e-6);
        });
  }

  @Test
  void poolsAndOrdersTogether() {
    RandomAuction.forAll(
        25,
        seed -> {
          RandomNetwork random = new RandomNetwork(seed, 3);
          for (int i = 0; i < 6; i++) {
            random.edge(0);
          }
          for (int i = 0; i < 4; i++) {
            random.edge(4);
          }
          check(random, Objective.sale(3, 0, 50 / random.worth(0), 2), 1e-3);
        });
  }

  private static void check(RandomNetwork random, Objective objective, double coarseness) {
    Network network = random.build();
    DualSolver solver = new DualSolver(network);
    SolveResult result = solver.solve(objective, new SolveLimits(1e-10, 300));
    RecoveredFlow flow = new FlowRecovery(network).recover(solver, objective);
    double referee = linear(random, objective);
    double scale = 1e-7 * Math.max(1, result.bound());
    assertThat(flow.feasible()).isTrue();
    assertThat(result.bound()).isGreaterThanOrEqualTo(referee - scale);
    assertThat(referee).isGreaterThanOrEqualTo(flow.value() * (1 - coarseness) - scale);
    assertThat(flow.value()).isCloseTo(result.bound(), within(1e-5 * result.bound() + scale));
  }

  /** The optimum, with every token counted in units of about one of value. */
  private static double linear(RandomNetwork random, Objective objective) {
    ExpressionsBasedModel model = new ExpressionsBasedModel();
    double unit = unit(random, objective);
    List<Expression> balances = new ArrayList<>();
    for (int token = 0; token < random.tokens(); token++) {
      double there = objective.supply()[token] * random.worth(token);
      Variable left =
          model
              .newVariable("left" + token)
              .lower(0)
              .weight(objective.worth()[token] / random.worth(token) / unit);
      balances.add(model.newExpression("balance" + token).level(there).set(left, 1));
    }
    int number = 0;
    for (EdgeData edge : random.edges()) {
      number++;
      if (edge instanceof EdgeData.Limit order) {
        Variable out =
            model
                .newVariable("order" + number)
                .lower(0)
                .upper(order.capacity() * random.worth(order.given()));
        balances.get(order.given()).set(out, -1);
        balances
            .get(order.wanted())
            .set(out, order.price() * random.worth(order.wanted()) / random.worth(order.given()));
      } else if (edge instanceof EdgeData.Product pool) {
        sample(model, "pool" + number, random, pool, balances);
      }
    }
    Optimisation.Result result = model.maximise();
    assertThat(result.getState().isOptimal()).isTrue();
    return result.getValue() * unit;
  }

  /** Worth is told relative to a common price, so that coefficients are of one size. */
  private static double unit(RandomNetwork random, Objective objective) {
    for (int token = 0; token < random.tokens(); token++) {
      if (objective.worth()[token] > 0) {
        return objective.worth()[token] / random.worth(token);
      }
    }
    return 1;
  }

  private static void sample(
      ExpressionsBasedModel model,
      String name,
      RandomNetwork random,
      EdgeData.Product pool,
      List<Expression> balances) {
    Expression whole = model.newExpression(name).upper(1);
    for (int direction = 0; direction < 2; direction++) {
      boolean forward = direction == 0;
      int in = forward ? pool.token1() : pool.token2();
      int out = forward ? pool.token2() : pool.token1();
      double reserveIn = forward ? pool.reserve1() : pool.reserve2();
      double reserveOut = forward ? pool.reserve2() : pool.reserve1();
      for (int i = 1; i <= SAMPLES; i++) {
        double amount = reserveIn * 20 * Math.pow((double) i / SAMPLES, 3);
        double taxed = amount * pool.gamma();
        double given = reserveOut * taxed / (reserveIn + taxed);
        Variable share = model.newVariable(name + "-" + direction + "-" + i).lower(0);
        whole.set(share, 1);
        balances.get(in).set(share, amount * random.worth(in));
        balances.get(out).set(share, -given * random.worth(out));
      }
    }
  }
}
