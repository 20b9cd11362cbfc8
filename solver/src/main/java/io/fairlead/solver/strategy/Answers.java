package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import java.util.List;

/**
 * The best answer so far, while the search goes on. The searching thread offers, any other may read
 * at any time; what it reads is a complete answer.
 */
public final class Answers {
  private volatile List<Solution> best = List.of();

  /** Takes over a better answer than those before. */
  public void offer(List<Solution> better) {
    best = List.copyOf(better);
  }

  /** The best so far; empty if there is none yet. */
  public List<Solution> best() {
    return best;
  }
}
