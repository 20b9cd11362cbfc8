package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.math.BigInteger;
import java.util.Optional;

/** Compares an award with what was elected. */
final class AwardCheck {
  private final InputReplay inputs;
  private final BidReplay bids;
  private final AwardLimits limits;
  private final SignatureRecovery recovery;

  AwardCheck(InputReplay inputs, BidReplay bids, AwardLimits limits, SignatureRecovery recovery) {
    this.inputs = inputs;
    this.bids = bids;
    this.limits = limits;
    this.recovery = recovery;
  }

  /**
   * Checks one.
   *
   * @param winner who has to be awarded, in this place
   * @param simulatedOn block that all winners of its round were simulated on
   * @param hashBefore of all lines before the award's
   */
  void check(
      AwardLine line, SolutionRef winner, int place, BlockRef simulatedOn, Bytes32 hashBefore) {
    require(VerificationStep.AWARD, winner, line.solution());
    BidReplay.Entrant entrant = bids.entrant(line.solution());
    Award award = line.award();
    require(
        VerificationStep.AWARD,
        new AuctionId(inputs.header().batch(), place).number(),
        award.auctionId());
    require(VerificationStep.AWARD, inputs.header().root(), award.batchRoot());
    require(VerificationStep.AWARD, entrant.bid().account(), award.solver());
    require(VerificationStep.AWARD, entrant.bid().solutionHash(), award.solutionHash());
    require(
        VerificationStep.AWARD,
        limits.lastBlock(simulatedOn),
        BigInteger.valueOf(award.lastBlock()));
    require(VerificationStep.TRANSCRIPT_HASH, hashBefore, award.transcriptHash());
    require(
        VerificationStep.AWARD_SIGNATURE,
        Optional.of(inputs.header().auctioneer()),
        recovery.recover(inputs.eip712().awardHash(award), line.signature()));
  }
}
