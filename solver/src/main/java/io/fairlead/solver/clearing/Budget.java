package io.fairlead.solver.clearing;

/**
 * How long a search may go on. Searches keep the best answer so far and stop when the budget is
 * spent; a search that ends by itself gives the same answer whatever the budget.
 */
@FunctionalInterface
public interface Budget {
  /** Without an end. */
  Budget UNLIMITED = () -> false;

  /** Whether to stop now. */
  boolean spent();
}
