package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.solver.clearing.Budget;
import java.util.List;

/**
 * A way to answer an auction. Pure: the same request gives the same answer, whatever the order of
 * its orders and pools, as long as the budget lasts.
 */
public interface Strategy {
  /** The name it is chosen by on the command line. */
  String name();

  /** One line for people. */
  String description();

  /**
   * Proposals, the best first; none if nothing can be filled with a gain. Each has one price per
   * token, keeps every limit, charges each order its share of the gas as network fee and executes
   * exactly as stated on the request's pools.
   */
  List<Solution> solve(SolveRequest request, Budget budget);

  /** The same, with what is found on the way handed to {@code answers} as soon as it is there. */
  default List<Solution> solve(SolveRequest request, Budget budget, Answers answers) {
    List<Solution> solutions = solve(request, budget);
    answers.offer(solutions);
    return solutions;
  }
}
