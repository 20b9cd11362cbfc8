package io.fairlead.auction.winner;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.Collection;
import java.util.List;

/** A rule that says which bids may be awarded, in which order. Deterministic. */
@FunctionalInterface
public interface WinnerSelection {
  /**
   * The bids that may be awarded, best first; the order of {@code bids} does not matter.
   *
   * @param seed decides ties; nobody can steer it
   */
  List<Bid> rank(Collection<Bid> bids, Bytes32 seed);
}
