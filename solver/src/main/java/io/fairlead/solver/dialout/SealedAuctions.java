package io.fairlead.solver.dialout;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.Sealing;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Commits to solutions and keeps what opens them, whatever becomes of the connection meanwhile.
 * Thread safe.
 */
final class SealedAuctions {
  /** Auctions; a node holds one at a time. */
  private static final int KEPT = 4;

  private final Address account;
  private final RandomGenerator random;
  private final Map<String, List<Opening>> kept = new LinkedHashMap<>();

  SealedAuctions(Address account, RandomGenerator random) {
    this.account = account;
    this.random = random;
  }

  /** Commitments to the solutions of an auction, in their order. */
  synchronized List<Bytes32> commit(
      SolveRequest request, String auctionId, Bytes32 auction, List<Solution> solutions) {
    List<Opening> openings = Sealing.seal(request, solutions, this::salt);
    kept.put(auctionId, openings);
    if (kept.size() > KEPT) {
      kept.remove(kept.keySet().iterator().next());
    }
    return openings.stream()
        .map(one -> Commitment.of(auction, account, one.solution(), one.seal()))
        .toList();
  }

  private Bytes32 salt() {
    byte[] salt = new byte[Bytes32.SIZE];
    random.nextBytes(salt);
    return Bytes32.of(salt);
  }

  /** What opens the commitments of an auction; none if there are none. */
  synchronized List<Opening> open(String auctionId) {
    return kept.getOrDefault(auctionId, List.of());
  }
}
