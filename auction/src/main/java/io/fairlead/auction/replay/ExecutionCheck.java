package io.fairlead.auction.replay;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;

/** Says offline whether a solution would execute; the chain it was simulated on is gone. */
@FunctionalInterface
public interface ExecutionCheck {
  /** About one solution of the request. */
  Verdict of(SolveRequest request, Solution solution);

  /** What can be said. */
  sealed interface Verdict {
    /** Every swap gives at least what the solution says. */
    record Executes() implements Verdict {}

    /** A swap does not. */
    record Reverts(String detail) implements Verdict {}

    /** It calls what cannot be computed here. */
    record Unknown() implements Verdict {}
  }
}
