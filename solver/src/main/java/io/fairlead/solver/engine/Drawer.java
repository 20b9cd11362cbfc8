package io.fairlead.solver.engine;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.seal.Commitment;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.SealedJson.Invitation;
import io.fairlead.auction.seal.Sealing;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Where solutions lie between the commitment and the opening. It holds those of the newest auctions
 * only: an auctioneer that never opens costs no more memory. Thread safe.
 */
final class Drawer {
  private static final int MAX_AUCTIONS = 64;

  private final RandomGenerator random;
  private final Map<Bytes32, List<Opening>> byTicket = new LinkedHashMap<>();

  /** Salts come from {@code random}, which nobody may predict. */
  Drawer(RandomGenerator random) {
    this.random = random;
  }

  /** Puts solutions in and returns the commitments to them. */
  List<Bytes32> seal(Invitation invitation, SolveRequest request, List<Solution> solutions) {
    List<Opening> openings = Sealing.seal(request, solutions, this::salt);
    put(invitation.ticket(), openings);
    return openings.stream()
        .map(opening ->
            Commitment.of(
                invitation.auction(), invitation.account(), opening.solution(), opening.seal()))
        .toList();
  }

  /** Takes out what belongs to a ticket; nothing if there is no such ticket, or not any more. */
  synchronized List<Opening> open(Bytes32 ticket) {
    List<Opening> openings = byTicket.remove(ticket);
    return openings == null ? List.of() : openings;
  }

  private synchronized void put(Bytes32 ticket, List<Opening> openings) {
    byTicket.put(ticket, openings);
    if (byTicket.size() > MAX_AUCTIONS) {
      byTicket.remove(byTicket.keySet().iterator().next());
    }
  }

  private Bytes32 salt() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return Bytes32.of(bytes);
  }
}
