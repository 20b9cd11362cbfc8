package io.fairlead.solver.batch.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fairlead.solver.RandomAuction;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

class InteriorMethodTest {
  @Test
  void randomProgramsAgainstAnotherSolver() {
    RandomAuction.forAll(
        20,
        seed -> {
          SplittableRandom random = new SplittableRandom(seed);
          int rows = random.nextInt(1, 8);
          int columns = random.nextInt(rows + 1, 30);
          LinearProgram program = new LinearProgram(rows + 1);
          ExpressionsBasedModel model = new ExpressionsBasedModel();
          Expression[] row = new Expression[rows];
          double[] right = new double[rows];
          for (int at = 0; at < rows; at++) {
            row[at] = model.newExpression("row" + at);
          }
          for (int column = 0; column < columns; column++) {
            double gain = random.nextDouble(-1, 1);
            double most = random.nextDouble(0.5, 3);
            Variable variable = model.newVariable("x" + column).lower(0).upper(most).weight(gain);
            program.column(gain, most);
            for (int at = 0; at < rows; at++) {
              double entry = random.nextDouble(-1, 1);
              program.entry(at, entry);
              row[at].set(variable, entry);
              // The middle of the box keeps the rows, so that there is an answer.
              right[at] += entry * 0.5 * most;
              if (at == 0) {
                // The last row says the same as the first.
                program.entry(rows, entry);
              }
            }
          }
          for (int at = 0; at < rows; at++) {
            program.right(at, right[at]);
            row[at].level(right[at]);
          }
          program.right(rows, right[0]);
          Optimisation.Result referee = model.maximise();
          InteriorMethod method = new InteriorMethod(program);
          assertThat(method.solve(1e-8, 60)).isTrue();
          double gained = 0;
          for (int column = 0; column < columns; column++) {
            double value = method.values()[column];
            assertThat(value).isBetween(0.0, program.most(column));
            gained += value * program.gain(column);
          }
          assertThat(gained)
              .isCloseTo(referee.getValue(), within(1e-6 * (1 + Math.abs(referee.getValue()))));
        });
  }
}
