package io.fairlead.auction.seal;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.settle.Rejection;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one solver committed to before the cut-off, and the rule that holds its openings against it.
 *
 * @param auction what commitments are bound to
 * @param solver name
 * @param account of the solver
 * @param by who made the commitments
 * @param commitments ascending, without repetition
 */
public record SealedBids(
    Bytes32 auction, String solver, Address account, CommitMode by, List<Bytes32> commitments) {
  /** Most commitments of one solver in one auction. */
  public static final int MAX = EngineJson.MAX_SOLUTIONS;

  /** Copies the list. */
  public SealedBids {
    commitments = List.copyOf(commitments);
  }

  /** What is wrong with a list of commitments; empty if nothing is. */
  public static Optional<String> fault(List<Bytes32> commitments) {
    if (commitments.size() > MAX) {
      return Optional.of("commitments: more than " + MAX);
    }
    return new HashSet<>(commitments).size() < commitments.size()
        ? Optional.of("commitments: one occurs twice")
        : Optional.empty();
  }

  /** The commitment that an opening opens; empty if the solver did not make it. */
  public Optional<Bytes32> opened(Opening opening) {
    Bytes32 commitment = Commitment.of(auction, account, opening.solution(), opening.seal());
    return commitments.contains(commitment) ? Optional.of(commitment) : Optional.empty();
  }

  /** Why an opening may not compete whatever it proposes; empty if it may. */
  public Optional<Rejection> refusal(Opening opening) {
    return opened(opening).isPresent()
        ? Optional.empty()
        : Optional.of(
            new Rejection(
                RejectionReason.NOT_COMMITTED,
                "no commitment of the solver opens to "
                    + Commitment.solutionHash(opening.solution())
                    + " with this score and salt"));
  }

  /**
   * Why a solution may not compete at its true score; empty if it may. A solver must have committed
   * to the score in wei, rounded down.
   */
  public Optional<Rejection> refusal(Seal seal, Rational score) {
    BigInteger claimed = seal.score();
    BigInteger actual = score.floor();
    if (by != CommitMode.SOLVER || actual.equals(claimed)) {
      return Optional.empty();
    }
    return Optional.of(
        new Rejection(
            RejectionReason.WRONG_SCORE,
            "score: "
                + (claimed == null ? "none" : claimed + " wei")
                + " was committed to, it is "
                + actual
                + " wei"));
  }

  /** The commitments that none of these openings opens, ascending. */
  public List<Bytes32> unopened(List<Opening> openings) {
    Set<Bytes32> open = new HashSet<>();
    openings.forEach(opening -> opened(opening).ifPresent(open::add));
    return commitments.stream().filter(commitment -> !open.contains(commitment)).toList();
  }
}
