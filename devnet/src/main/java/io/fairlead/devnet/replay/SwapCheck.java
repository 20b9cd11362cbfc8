package io.fairlead.devnet.replay;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.replay.ExecutionCheck;
import io.fairlead.solver.clearing.SwapRun;

/** Computes a solution's swaps in the pools' integers. */
public enum SwapCheck implements ExecutionCheck {
  /** It has no state. */
  INSTANCE;

  @Override
  public Verdict of(SolveRequest request, Solution solution) {
    return switch (SwapRun.of(request, solution)) {
      case SwapRun.Executes _ -> new Verdict.Executes();
      case SwapRun.Reverts(var detail) -> new Verdict.Reverts(detail);
      case SwapRun.Unknown _ -> new Verdict.Unknown();
    };
  }
}
