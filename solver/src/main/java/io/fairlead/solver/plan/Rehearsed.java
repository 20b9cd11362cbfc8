package io.fairlead.solver.plan;

import java.util.Set;

/** What came of a rehearsal. */
sealed interface Rehearsed {
  /** It can be carried out. */
  record Works(Draft draft) implements Rehearsed {}

  /**
   * Too much would be left behind.
   *
   * @param tokens of which
   */
  record LeavesTooMuch(Set<Integer> tokens) implements Rehearsed {
    public LeavesTooMuch {
      tokens = Set.copyOf(tokens);
    }
  }

  /** Nothing comes out. */
  record Nothing() implements Rehearsed {}
}
