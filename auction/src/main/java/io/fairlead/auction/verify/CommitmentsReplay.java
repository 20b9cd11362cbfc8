package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.transcript.TranscriptLine.CommitmentsLine;
import io.fairlead.auction.transcript.TranscriptLine.Committed;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks the list of commitments for itself; what opens them is judged with the bids. */
final class CommitmentsReplay {
  private CommitmentsReplay() {}

  /** The commitments as a judge of bids needs them, ascending by solver. */
  static List<SealedBids> check(Bytes32 auction, CommitmentsLine line) {
    List<SealedBids> sealed = new ArrayList<>();
    for (Committed solver : line.solvers()) {
      if (!sealed.isEmpty() && sealed.getLast().solver().compareTo(solver.solver()) >= 0) {
        throw new DisagreementException(
            VerificationStep.COMMITMENTS,
            "a name after " + sealed.getLast().solver(),
            solver.solver());
      }
      require(
          VerificationStep.COMMITMENTS,
          solver.commitments().stream().sorted().toList(),
          solver.commitments());
      Optional<String> fault = SealedBids.fault(solver.commitments());
      if (fault.isPresent()
          || (solver.by() == CommitMode.NONE && !solver.commitments().isEmpty())) {
        throw new DisagreementException(
            VerificationStep.COMMITMENTS,
            "commitments that could be made",
            solver.solver() + ": " + fault.orElse("commitments of nobody"));
      }
      sealed.add(
          new SealedBids(
              auction, solver.solver(), solver.account(), solver.by(), solver.commitments()));
    }
    return sealed;
  }
}
