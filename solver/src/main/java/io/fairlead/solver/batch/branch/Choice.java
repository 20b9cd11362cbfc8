package io.fairlead.solver.batch.branch;

/** What is done with an order. */
public enum Choice {
  /** As the prices say. */
  FREE,
  /** Filled wholly. */
  IN,
  /** Left out. */
  OUT
}
