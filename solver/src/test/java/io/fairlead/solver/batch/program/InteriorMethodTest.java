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

  /** The same inequalities once as rows like all others, once as loose ones. */
  @Test
  void looseRowsChangeNothing() {
    RandomAuction.forAll(
        20,
        seed -> {
          double[] gained = new double[2];
          for (int way = 0; way < 2; way++) {
            LinearProgram program = withInequalities(new SplittableRandom(seed), way == 1);
            InteriorMethod method = new InteriorMethod(program);
            assertThat(method.solve(1e-9, 80)).isTrue();
            for (int column = 0; column < program.columns(); column++) {
              gained[way] += method.values()[column] * program.gain(column);
            }
          }
          assertThat(gained[1]).isCloseTo(gained[0], within(1e-7 * (1 + Math.abs(gained[0]))));
        });
  }

  private static LinearProgram withInequalities(SplittableRandom random, boolean loose) {
    int rows = random.nextInt(1, 6);
    int inequalities = random.nextInt(1, 12);
    int columns = random.nextInt(rows + 1, 20);
    LinearProgram program =
        loose ? new LinearProgram(rows, inequalities) : new LinearProgram(rows + inequalities);
    for (int column = 0; column < columns; column++) {
      double most = random.nextDouble(0.5, 3);
      program.column(random.nextDouble(-1, 1), most);
      for (int at = 0; at < rows + inequalities; at++) {
        if (at < rows || random.nextInt(3) == 0) {
          double entry = random.nextDouble(-1, 1);
          program.entry(at, entry);
          program.right(at, entry * 0.5 * most);
        }
      }
    }
    for (int at = rows; at < rows + inequalities; at++) {
      program.column(0, Double.POSITIVE_INFINITY);
      program.entry(at, -1);
      program.right(at, -random.nextDouble(0.1));
    }
    return program;
  }
}
