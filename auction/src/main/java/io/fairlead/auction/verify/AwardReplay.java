package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.Landed;
import io.fairlead.auction.transcript.TranscriptLine.Outcome;
import io.fairlead.auction.transcript.TranscriptLine.Reverted;
import io.fairlead.auction.transcript.TranscriptLine.Simulation;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Follows simulations, awards and outcomes to the end. */
final class AwardReplay {
  private final InputReplay inputs;
  private final BidReplay bids;
  private final ChainEvidence chain;
  private final SignatureRecovery recovery;
  private final SettlementCheck settlementCheck;
  private int simulationFailures;
  private int awards;
  private @Nullable AwardLine current;
  private @Nullable Bytes32 transaction;

  /** No award can execute up to this block any more; the next is simulated after it. */
  private long lastBlock;

  AwardReplay(InputReplay inputs, BidReplay bids, ChainEvidence chain, SignatureRecovery recovery) {
    this.inputs = inputs;
    this.bids = bids;
    this.chain = chain;
    this.recovery = recovery;
    this.settlementCheck = new SettlementCheck(inputs.header(), chain);
  }

  int simulationFailures() {
    return simulationFailures;
  }

  int awards() {
    return awards;
  }

  @Nullable Bytes32 transaction() {
    return transaction;
  }

  /** Reads up to the outcome that ends the auction. */
  void replay(LineCursor cursor) {
    Deque<Bid> left = new ArrayDeque<>(bids.ranked());
    boolean open = true;
    while (open) {
      Optional<Simulation> simulation = cursor.nextIf(Simulation.class);
      if (simulation.isPresent()) {
        check(simulation.get(), left);
        if (simulation.get().failure() == null) {
          AwardLine award = cursor.next(AwardLine.class);
          check(award, simulation.get(), cursor);
          open = check(cursor.next(Outcome.class));
        } else {
          simulationFailures++;
        }
      } else {
        open = check(cursor.next(Outcome.class));
      }
    }
  }

  private void check(Simulation simulation, Deque<Bid> left) {
    Bid next = left.poll();
    if (next == null) {
      throw new DisagreementException(
          VerificationStep.SIMULATION, "no bid is left", simulation.solution());
    }
    require(
        VerificationStep.SIMULATION,
        new SolutionRef(next.solver(), next.solutionId()),
        simulation.solution());
    require(
        VerificationStep.BLOCK,
        chain.block(simulation.block().number()),
        Optional.of(simulation.block()));
    if (simulation.block().number() <= lastBlock) {
      throw new DisagreementException(
          VerificationStep.SIMULATION,
          "a block after the last award's, " + lastBlock,
          simulation.block().number());
    }
  }

  private void check(AwardLine line, Simulation simulation, LineCursor cursor) {
    require(VerificationStep.AWARD, simulation.solution(), line.solution());
    BidReplay.Entrant entrant = bids.entrant(line.solution());
    Award award = line.award();
    require(VerificationStep.AWARD, inputs.header().batch(), award.auctionId());
    require(VerificationStep.AWARD, inputs.header().root(), award.batchRoot());
    require(VerificationStep.AWARD, entrant.bid().account(), award.solver());
    require(VerificationStep.AWARD, entrant.bid().solutionHash(), award.solutionHash());
    if (award.lastBlock() <= simulation.block().number()) {
      throw new DisagreementException(
          VerificationStep.AWARD,
          "a last block after " + simulation.block().number(),
          award.lastBlock());
    }
    require(VerificationStep.TRANSCRIPT_HASH, cursor.hashBefore().value(), award.transcriptHash());
    require(
        VerificationStep.AWARD_SIGNATURE,
        Optional.of(inputs.header().auctioneer()),
        recovery.recover(inputs.eip712().awardHash(award), line.signature()));
    current = line;
    lastBlock = award.lastBlock();
    awards++;
  }

  /** Whether the auction goes on. */
  private boolean check(Outcome outcome) {
    AwardLine award = current;
    switch (outcome) {
      case Landed landed -> {
        if (award == null) {
          throw new DisagreementException(VerificationStep.OUTCOME, "an award before", "none");
        }
        settlementCheck.check(landed.settlement(), award, bids.entrant(award.solution()));
        transaction = landed.settlement().transactionHash();
        return false;
      }
      case Reverted reverted -> {
        if (award == null) {
          throw new DisagreementException(VerificationStep.OUTCOME, "an award before", "none");
        }
        settlementCheck.check(reverted, award, bids.entrant(award.solution()));
        return true;
      }
      case TranscriptLine.Missed missed -> {
        if (award == null) {
          throw new DisagreementException(VerificationStep.OUTCOME, "an award before", "none");
        }
        return true;
      }
      case TranscriptLine.Unsettled unsettled -> {
        require(
            VerificationStep.OUTCOME,
            chain.settlementOf(inputs.header().batch(), inputs.header().block().number()),
            Optional.empty());
        return false;
      }
    }
  }
}
