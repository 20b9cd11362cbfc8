package io.fairlead.solver.dialout;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Seal;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Commits to solutions and keeps what opens them, whatever becomes of the connection meanwhile.
 * Thread safe.
 */
final class Sealing {
  /** Auctions; a node holds one at a time. */
  private static final int KEPT = 4;

  private final Address account;
  private final RandomGenerator random;
  private final Map<String, List<Opening>> kept = new LinkedHashMap<>();

  Sealing(Address account, RandomGenerator random) {
    this.account = account;
    this.random = random;
  }

  /** Commitments to the solutions of an auction, in their order. No score is claimed. */
  synchronized List<Bytes32> commit(String auctionId, Bytes32 auction, List<Solution> solutions) {
    List<Opening> openings = new ArrayList<>();
    List<Bytes32> commitments = new ArrayList<>();
    for (Solution solution : solutions) {
      byte[] salt = new byte[Bytes32.SIZE];
      random.nextBytes(salt);
      Seal seal = new Seal(Bytes32.of(salt), null);
      openings.add(new Opening(solution, seal));
      commitments.add(Commitment.of(auction, account, solution, seal));
    }
    kept.put(auctionId, openings);
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return commitments;
  }

  /** What opens the commitments of an auction; none if there are none. */
  synchronized List<Opening> open(String auctionId) {
    return kept.getOrDefault(auctionId, List.of());
  }
}
