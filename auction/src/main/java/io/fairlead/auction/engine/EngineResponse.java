package io.fairlead.auction.engine;

import java.util.List;

/** What a solver engine answers to {@code POST /solve}. */
public sealed interface EngineResponse {
  /**
   * Solutions, possibly none.
   *
   * @param solutions what may compete, in the order of the answer
   * @param refused what cannot, in the order of the answer
   */
  record Solutions(List<Solution> solutions, List<RefusedSolution> refused)
      implements EngineResponse {
    /** Copies the lists. */
    public Solutions {
      solutions = List.copyOf(solutions);
      refused = List.copyOf(refused);
    }
  }

  /**
   * The engine says why it has none.
   *
   * @param code stable word
   * @param message for operators; may be empty
   */
  record Declined(String code, String message) implements EngineResponse {}
}
