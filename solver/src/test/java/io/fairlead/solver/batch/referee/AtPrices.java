package io.fairlead.solver.batch.referee;

import io.fairlead.solver.batch.demand.Want;
import java.util.ArrayList;
import java.util.List;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.Optimisation;

/** The best fills at given prices, zero if there are none: a linear program. */
final class AtPrices {
  /** So little behind its limit an order still counts as at it. */
  private static final double AT_LIMIT = 1e-8;

  private AtPrices() {}

  /** What fills at these log prices score at most. */
  static double score(Bargain bargain, double[] logPrices) {
    Program program = new Program();
    List<Expression> balances = new ArrayList<>();
    for (int token = 0; token < bargain.tokens(); token++) {
      balances.add(program.row().lower(0));
    }
    double sum = 0;
    for (int i = 0; i < bargain.orders().size(); i++) {
      Want order = bargain.orders().get(i);
      boolean always = bargain.filled().get(i);
      double beyond = logPrices[order.give()] - logPrices[order.take()] - order.limit();
      if (beyond >= -AT_LIMIT) {
        double value = order.size() * Math.exp(logPrices[Bargain.fixed(order)]);
        double gain =
            value * Math.exp(-logPrices[order.take()]) * (1 - Math.exp(-Math.max(0, beyond)));
        int part = program.column(always ? 1 : 0, 1, gain);
        balances.get(order.give()).set(part, value);
        balances.get(order.take()).set(part, -value);
        sum += gain;
      } else if (always) {
        return 0;
      }
    }
    if (sum == 0) {
      return 0;
    }
    for (Want maker : bargain.makers()) {
      int part = program.column(0, 1, 0);
      double in = maker.size() * Math.exp(logPrices[maker.take()]);
      double out = maker.size() * Math.exp(logPrices[maker.give()] - maker.limit());
      balances.get(maker.give()).set(part, out);
      balances.get(maker.take()).set(part, -in);
    }
    Optimisation.Result result = program.maximise();
    return result.getState().isFeasible() ? result.getValue() : 0;
  }
}
