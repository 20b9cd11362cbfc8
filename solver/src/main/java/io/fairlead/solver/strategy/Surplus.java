package io.fairlead.solver.strategy;

import io.fairlead.solver.clearing.Clearing;
import java.util.Optional;

/** Compares clearings by what owners gain. */
final class Surplus {
  private Surplus() {}

  /** The one with the larger surplus, the first if they are equal. */
  static Optional<Clearing> larger(Optional<Clearing> first, Optional<Clearing> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.isPresent() ? first : second;
    }
    return second.get().surplus().compareTo(first.get().surplus()) > 0 ? second : first;
  }
}
