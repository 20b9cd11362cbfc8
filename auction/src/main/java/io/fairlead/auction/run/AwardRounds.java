package io.fairlead.auction.run;

import static io.fairlead.auction.engine.NotificationKind.EXPIRED;
import static io.fairlead.auction.engine.NotificationKind.REVERT;
import static io.fairlead.auction.engine.NotificationKind.SETTLEMENT_STARTED;
import static io.fairlead.auction.engine.NotificationKind.SIMULATION_FAILED;
import static io.fairlead.auction.engine.NotificationKind.SUCCESS;

import io.fairlead.auction.run.SubmissionPort.Outcome;
import io.fairlead.auction.run.SubmissionPort.Prepared;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Awards the ranked bids one after another until one is on chain. Of all awards of a batch at most
 * one can execute at any time: the next is made after the last block of the one before. For one
 * auction and thread.
 */
final class AwardRounds {
  private static final int SIMULATION_ATTEMPTS = 3;

  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final Eip712 eip712;
  private final SettlementTerms terms;
  private final Batch batch;
  private final Competition competition;
  private final TranscriptWriter transcript;

  AwardRounds(
      AuctionConfig config,
      AuctionPorts ports,
      Batch batch,
      Competition competition,
      TranscriptWriter transcript) {
    this.config = config;
    this.ports = ports;
    this.eip712 = new Eip712(config.domain());
    this.terms = new SettlementTerms(ports.auctioneer().address(), config.nativeToken());
    this.batch = batch;
    this.competition = competition;
    this.transcript = transcript;
  }

  AuctionResult run(List<Bid> order) throws InterruptedException {
    if (order.isEmpty()) {
      return unsettled("no solution is better than the signed limits");
    }
    Deque<Bid> left = new ArrayDeque<>(order);
    String failure = "no solution executes";
    for (int awards = 0; awards <= config.maxFallbacks(); ) {
      Bid bid = left.poll();
      if (bid == null) {
        return unsettled(failure);
      }
      Candidate candidate = competition.candidate(bid);
      BlockRef head = ports.chain().head();
      long lastBlock = head.number() + config.blocksPerAward();
      switch (simulate(candidate, head, lastBlock)) {
        case SimulationPort.Result.Unavailable unavailable -> {
          // Passing over a better bid because our own node is down would be unfair.
          return unsettled("settlements cannot be simulated: " + cut(unavailable.reason()));
        }
        case SimulationPort.Result.Reverts reverts -> {}
        case SimulationPort.Result.Executes executes -> {
          awards++;
          Sent sent = award(candidate, lastBlock, gasLimit(candidate, executes.gasUsed()));
          Optional<AuctionResult> settled = conclude(candidate, sent);
          if (settled.isPresent()) {
            return settled.get();
          }
          failure = "no awarded settlement landed";
        }
      }
    }
    return unsettled(failure);
  }

  private SimulationPort.Result simulate(Candidate candidate, BlockRef head, long lastBlock) {
    Award award = award(candidate, lastBlock, transcript.sync());
    SimulationPort.Result result = ports.simulation().simulate(award, settlement(candidate), head);
    for (int i = 1;
        i < SIMULATION_ATTEMPTS && result instanceof SimulationPort.Result.Unavailable;
        i++) {
      result = ports.simulation().simulate(award, settlement(candidate), head);
    }
    if (result instanceof SimulationPort.Result.Executes executes
        && executes.gasUsed() > config.maxGas()) {
      result =
          new SimulationPort.Result.Reverts(
              "takes " + executes.gasUsed() + " gas, more than " + config.maxGas());
    }
    switch (result) {
      case SimulationPort.Result.Executes executes ->
          transcript.add(
              new TranscriptLine.Simulation(candidate.ref(), head, executes.gasUsed(), null));
      case SimulationPort.Result.Reverts reverts -> {
        String reason = cut(reverts.reason());
        transcript.add(new TranscriptLine.Simulation(candidate.ref(), head, 0, reason));
        ports
            .listener()
            .on(
                new AuctionEvent.SimulationFailed(
                    batch.number(),
                    candidate.bid().solver(),
                    candidate.bid().solutionId(),
                    reason));
        competition.tell(candidate, SIMULATION_FAILED, reason);
      }
      case SimulationPort.Result.Unavailable unavailable -> {}
    }
    return result;
  }

  private record Sent(Award award, Prepared transaction, Outcome outcome) {}

  private Sent award(Candidate candidate, long lastBlock, long gasLimit) {
    // Everything the award commits to is on disk before it is signed.
    Award award = award(candidate, lastBlock, transcript.sync());
    Signature signature = ports.auctioneer().sign(eip712.awardHash(award));
    Bytes callData =
        SettlementCodec.encodeCall(new Bundle(award, signature, settlement(candidate)), terms);
    Prepared transaction = ports.submission().prepare(callData, gasLimit);
    Bytes32 hash = transaction.transactionHash();
    transcript.add(new TranscriptLine.AwardLine(candidate.ref(), award, signature));
    transcript.sync();
    // Before the ledger tells that it was submitted: owners are told in the order of the words.
    competition.awarded(candidate);
    ports
        .ledger()
        .record(
            new BatchAward(
                batch.number(),
                candidate.bid().solver(),
                award.solutionHash(),
                award.transcriptHash(),
                hash,
                lastBlock,
                candidate.intents()));
    competition.tell(candidate, SETTLEMENT_STARTED, "to be included by block " + lastBlock, hash);
    ports
        .listener()
        .on(
            new AuctionEvent.Submitted(
                batch.number(), candidate.bid().solver(), hash, lastBlock, candidate.intents()));
    return new Sent(
        award, transaction, ports.submission().submit(transaction, batch.number(), lastBlock));
  }

  /** The result if the award executed; otherwise waits until it cannot any more. */
  private Optional<AuctionResult> conclude(Candidate candidate, Sent sent)
      throws InterruptedException {
    switch (sent.outcome()) {
      case Outcome.Landed landed -> {
        return Optional.of(settled(candidate, landed.settlement()));
      }
      case Outcome.Missed missed -> {
        String reason = cut(missed.reason());
        notLanded(candidate, new TranscriptLine.Missed(reason), reason, false);
        competition.tell(candidate, EXPIRED, reason, sent.transaction().transactionHash());
      }
      case Outcome.Reverted reverted -> {
        String reason = cut(reverted.reason());
        notLanded(
            candidate,
            new TranscriptLine.Reverted(reverted.transactionHash(), reason),
            reason,
            true);
        competition.tell(candidate, REVERT, reason, reverted.transactionHash());
      }
    }
    // A reverted or leaked transaction shows its call data, which anybody may send until then.
    ports.chain().awaitAfter(sent.award().lastBlock());
    return ports
        .chain()
        .settlementOf(batch.number(), batch.block().number())
        .map(settlement -> settled(candidate, settlement));
  }

  private void notLanded(
      Candidate candidate, TranscriptLine.Outcome line, String reason, boolean reverted) {
    transcript.add(line);
    ports
        .listener()
        .on(new AuctionEvent.NotLanded(batch.number(), candidate.bid().solver(), reason, reverted));
  }

  private AuctionResult settled(Candidate winner, BatchSettlement settlement) {
    Bytes32 hash = transcript.end(new TranscriptLine.Landed(settlement));
    ports
        .listener()
        .on(
            new AuctionEvent.Landed(
                batch.number(), winner.bid().solver(), settlement, winner.judgement().score()));
    competition.tell(winner, SUCCESS, "settled", settlement.transactionHash());
    competition.won(winner);
    competition.notFilled(winner.intents(), "outbid: a better settlement did not fill it");
    return new AuctionResult.Settled(
        settlement, winner.bid().solver(), winner.judgement().score(), hash);
  }

  private AuctionResult unsettled(String reason) {
    Bytes32 hash = transcript.end(new TranscriptLine.Unsettled(reason));
    competition.notFilled(List.of(), reason);
    return new AuctionResult.Unsettled(reason, hash);
  }

  private Award award(Candidate candidate, long lastBlock, Bytes32 transcriptHash) {
    return new Award(
        batch.number(),
        batch.root(),
        candidate.bid().account(),
        candidate.bid().solutionHash(),
        lastBlock,
        transcriptHash);
  }

  private long gasLimit(Candidate candidate, long gasUsed) {
    long margin = Math.ceilDiv(Math.multiplyExact(gasUsed, config.gasMarginBps()), 10_000);
    return Math.min(gasUsed + margin + GasReserve.of(settlement(candidate)), config.maxGas());
  }

  private static Settlement settlement(Candidate candidate) {
    return candidate.judgement().assembled().settlement();
  }

  private static String cut(String text) {
    return Competition.cut(text);
  }
}
