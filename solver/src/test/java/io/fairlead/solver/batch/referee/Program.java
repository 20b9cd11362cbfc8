package io.fairlead.solver.batch.referee;

import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/** A linear program for ojAlgo, told by columns and rows. */
final class Program {
  private final ExpressionsBasedModel model = new ExpressionsBasedModel();
  private int rows;

  /** Adds a variable; its number. */
  int column(double least, double most, double gain) {
    Variable variable = model.newVariable("x" + model.countVariables());
    variable.lower(least).upper(most).weight(gain);
    return model.countVariables() - 1;
  }

  void gain(int column, double by) {
    Variable variable = model.getVariable(column);
    Number before = variable.getContributionWeight();
    variable.weight((before == null ? 0 : before.doubleValue()) + by);
  }

  Expression row() {
    return model.newExpression("r" + rows++);
  }

  Optimisation.Result maximise() {
    return model.maximise();
  }
}
