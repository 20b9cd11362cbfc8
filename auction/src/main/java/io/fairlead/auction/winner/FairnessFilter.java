package io.fairlead.auction.winner;

import io.fairlead.auction.exact.ExactSum;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps out solutions that would make somebody pay for a batch: the baseline of a pair is the best
 * score of a solution that trades in no other pair; a solution that trades in several pairs must
 * not give any of them less than its baseline. Baselines come from all solutions and the filter
 * runs once. The rule is CoW Protocol's (crates/winner-selection/src/arbitrator.rs in its services
 * repository), in exact fractions.
 */
public final class FairnessFilter {
  private final Map<TokenPair, ExactSum> baselines = new HashMap<>();

  /** With the baselines of {@code all}. */
  public FairnessFilter(Collection<Contender> all) {
    for (Contender contender : all) {
      if (contender.pairScores().size() == 1) {
        contender.pairScores().forEach((pair, score) -> baselines.merge(pair, score, this::better));
      }
    }
  }

  private ExactSum better(ExactSum a, ExactSum b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Whether no pair is worse off than with its best solution of its own. */
  public boolean fair(Contender contender) {
    return contender.pairScores().size() == 1
        || contender.pairScores().entrySet().stream()
            .allMatch(pair ->
                pair.getValue().compareTo(baselines.getOrDefault(pair.getKey(), ExactSum.ZERO))
                    >= 0);
  }

  /** Those that are fair, in the given order. */
  public List<Contender> keep(Collection<Contender> contenders) {
    return contenders.stream().filter(this::fair).toList();
  }
}
