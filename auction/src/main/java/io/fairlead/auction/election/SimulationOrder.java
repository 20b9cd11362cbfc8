package io.fairlead.auction.election;

import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which winners of a round's elections have to be simulated, and after which: each runs on the
 * state that the winners before it leave. Who executed after the same winners before is not
 * simulated again. Auctioneer and verifier go by the same order. For one round and thread.
 */
public final class SimulationOrder {
  private final Map<SolutionRef, List<SolutionRef>> executed = new HashMap<>();
  private final List<SolutionRef> before = new ArrayList<>();

  /** An election was held; its winners follow, best first. */
  public void begin() {
    before.clear();
  }

  /**
   * Whether the next winner is known to execute after those before it, and need not be simulated.
   */
  public boolean passes(SolutionRef winner) {
    boolean known = before.equals(executed.get(winner));
    if (known) {
      before.add(winner);
    }
    return known;
  }

  /** The winners of this election that execute, so far, best first. */
  public List<SolutionRef> before() {
    return List.copyOf(before);
  }

  /** The next winner was simulated, and executes. One that does not is passed over in silence. */
  public void executes(SolutionRef winner) {
    executed.put(winner, before());
    before.add(winner);
  }
}
