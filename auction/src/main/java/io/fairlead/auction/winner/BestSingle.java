package io.fairlead.auction.winner;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * One solution takes the whole batch: the one with the highest score above zero. Ties fall by
 * {@code keccak256(seed ‖ solutionHash)}, lower first; if the solution is the same, by {@code
 * keccak256(seed ‖ account)}, then by name and solution id.
 */
public final class BestSingle implements WinnerSelection {
  @Override
  public List<Bid> rank(Collection<Bid> bids, Bytes32 seed) {
    return bids.stream()
        .filter(bid -> bid.score().signum() > 0)
        .sorted(
            Comparator.comparing(Bid::score)
                .reversed()
                .thenComparing(bid -> Keccak.hash(seed.bytes(), bid.solutionHash().bytes()))
                .thenComparing(bid -> Keccak.hash(seed.bytes(), bid.account().bytes()))
                .thenComparing(Bid::solver)
                .thenComparingLong(Bid::solutionId))
        .toList();
  }

  /**
   * The seed of a batch: {@code keccak256(root ‖ block hash)}. The root is fixed before solvers are
   * asked.
   */
  public static Bytes32 seed(Bytes32 batchRoot, Bytes32 blockHash) {
    return Keccak.hash(batchRoot.bytes(), blockHash.bytes());
  }
}
