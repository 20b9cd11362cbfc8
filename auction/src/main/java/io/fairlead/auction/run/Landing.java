package io.fairlead.auction.run;

import static io.fairlead.auction.engine.NotificationKind.EXPIRED;
import static io.fairlead.auction.engine.NotificationKind.REVERT;
import static io.fairlead.auction.engine.NotificationKind.SETTLEMENT_STARTED;
import static io.fairlead.auction.engine.NotificationKind.SUCCESS;

import io.fairlead.auction.run.SubmissionPort.Outcome;
import io.fairlead.auction.run.SubmissionPort.Prepared;
import io.fairlead.auction.settle.GasLimit;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Bundle;
import io.fairlead.contracts.settlement.SettlementCodec;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Awards the winners of one round, and lands them side by side: what becomes of one does not touch
 * the others. For one thread.
 */
final class Landing {
  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final Eip712 eip712;
  private final SettlementTerms terms;
  private final Batch batch;
  private final Competition competition;
  private final Minutes minutes;

  Landing(
      AuctionConfig config,
      AuctionPorts ports,
      Batch batch,
      Competition competition,
      Minutes minutes) {
    this.config = config;
    this.ports = ports;
    this.eip712 = new Eip712(config.domain());
    this.terms = new SettlementTerms(ports.auctioneer().address(), config.nativeToken());
    this.batch = batch;
    this.competition = competition;
    this.minutes = minutes;
  }

  /** A winner and its place. */
  record Placed(AuctionId id, Candidate candidate, long gasUsed) {}

  /** What became of one. */
  record Conclusion(Placed winner, TranscriptLine.Outcome line) {
    Optional<BatchSettlement> settlement() {
      return line instanceof TranscriptLine.Landed landed
          ? Optional.of(landed.settlement())
          : Optional.empty();
    }
  }

  private record Sent(Placed winner, Prepared transaction) {}

  private record Arrival(
      int index, @Nullable Outcome outcome, @Nullable RuntimeException failure) {}

  /**
   * Returns once nothing of the round can come on chain any more; the outcomes are in the
   * transcript then, in the order of the winners.
   *
   * @throws RuntimeException if the outcome of one is unknown; those of the others were recorded
   */
  List<Conclusion> land(List<Placed> winners, long lastBlock) throws InterruptedException {
    List<Sent> sent = new ArrayList<>();
    List<BatchAward> awards = new ArrayList<>();
    for (Placed winner : winners) {
      sign(winner, lastBlock, sent, awards);
    }
    minutes.sync();
    // Before the ledger tells that it was submitted: owners are told in the order of the words.
    competition.awarded(winners.stream().map(Placed::candidate).toList());
    awards.forEach(ports.ledger()::record);
    sent.forEach(one -> announce(one, lastBlock));

    List<TranscriptLine.@Nullable Outcome> lines = submit(sent, lastBlock);
    if (lines.stream().anyMatch(line -> !(line instanceof TranscriptLine.Landed))) {
      // A reverted or leaked transaction shows its call data, which anybody may send until then.
      ports.chain().awaitAfter(lastBlock);
    }
    List<Conclusion> conclusions = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      TranscriptLine.Outcome line = lines.get(i);
      if (line == null) {
        throw new IllegalStateException("every outcome is known by now");
      }
      conclusions.add(new Conclusion(winners.get(i), atLast(sent.get(i), line)));
    }
    conclusions.forEach(one -> minutes.add(one.line()));
    return conclusions;
  }

  private void sign(Placed winner, long lastBlock, List<Sent> sent, List<BatchAward> awards) {
    Candidate candidate = winner.candidate();
    // Everything the award commits to is on disk before it is signed.
    Award award = candidate.award(winner.id(), batch.root(), lastBlock, minutes.sync());
    Signature signature = ports.auctioneer().sign(eip712.awardHash(award));
    Prepared transaction =
        ports
            .submission()
            .prepare(
                winner.id().place(),
                SettlementCodec.encodeCall(
                    new Bundle(award, signature, candidate.settlement()), terms),
                gasLimit(winner));
    minutes.add(new TranscriptLine.AwardLine(candidate.ref(), award, signature));
    sent.add(new Sent(winner, transaction));
    awards.add(
        new BatchAward(
            batch.number(),
            winner.id().place(),
            candidate.bid().solver(),
            award.solutionHash(),
            award.transcriptHash(),
            transaction.transactionHash(),
            lastBlock,
            candidate.intents()));
  }

  private void announce(Sent one, long lastBlock) {
    Candidate candidate = one.winner().candidate();
    Bytes32 hash = one.transaction().transactionHash();
    competition.tell(candidate, SETTLEMENT_STARTED, "to be included by block " + lastBlock, hash);
    ports
        .listener()
        .on(
            new AuctionEvent.Submitted(
                batch.number(),
                candidate.bid().solver(),
                candidate.bid().solutionId(),
                hash,
                lastBlock,
                candidate.intents()));
  }

  /** One outcome each, in their order; those that land are recorded as soon as they do. */
  private List<TranscriptLine.@Nullable Outcome> submit(List<Sent> sent, long lastBlock)
      throws InterruptedException {
    BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    List<TranscriptLine.@Nullable Outcome> lines = new ArrayList<>();
    RuntimeException failure = null;
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (int i = 0; i < sent.size(); i++) {
        int index = i;
        lines.add(null);
        threads.execute(() -> arrivals.add(submit(index, sent.get(index), lastBlock)));
      }
      for (int i = 0; i < sent.size(); i++) {
        Arrival arrival = arrivals.take();
        if (arrival.outcome() != null) {
          lines.set(arrival.index(), note(sent.get(arrival.index()), arrival.outcome()));
        } else {
          failure = arrival.failure();
        }
      }
    } finally {
      threads.shutdownNow();
    }
    if (failure != null) {
      throw failure;
    }
    return lines;
  }

  private Arrival submit(int index, Sent one, long lastBlock) {
    try {
      Outcome outcome = ports.submission().submit(one.transaction(), one.winner().id(), lastBlock);
      return new Arrival(index, outcome, null);
    } catch (RuntimeException e) {
      return new Arrival(index, null, e);
    }
  }

  private TranscriptLine.Outcome note(Sent one, Outcome outcome) {
    Candidate candidate = one.winner().candidate();
    int place = one.winner().id().place();
    return switch (outcome) {
      case Outcome.Landed landed -> landed(candidate, landed.settlement());
      case Outcome.Missed missed -> {
        String reason = Competition.cut(missed.reason());
        notLanded(candidate, reason, false);
        competition.tell(candidate, EXPIRED, reason, one.transaction().transactionHash());
        yield new TranscriptLine.Missed(place, reason);
      }
      case Outcome.Reverted reverted -> {
        String reason = Competition.cut(reverted.reason());
        notLanded(candidate, reason, true);
        competition.tell(candidate, REVERT, reason, reverted.transactionHash());
        yield new TranscriptLine.Reverted(place, reverted.transactionHash(), reason);
      }
    };
  }

  /** What did not land by our transaction may have by somebody else's. */
  private TranscriptLine.Outcome atLast(Sent one, TranscriptLine.Outcome line) {
    if (line instanceof TranscriptLine.Landed) {
      return line;
    }
    return ports
        .chain()
        .settlementOf(one.winner().id(), batch.block().number())
        .<TranscriptLine.Outcome>map(settlement -> landed(one.winner().candidate(), settlement))
        .orElse(line);
  }

  private TranscriptLine.Outcome landed(Candidate candidate, BatchSettlement settlement) {
    ports.ledger().settled(settlement);
    ports
        .listener()
        .on(
            new AuctionEvent.Landed(
                batch.number(),
                candidate.bid().solver(),
                candidate.bid().solutionId(),
                settlement,
                candidate.judgement().score()));
    competition.tell(candidate, SUCCESS, "settled", settlement.transactionHash());
    return new TranscriptLine.Landed(settlement);
  }

  private void notLanded(Candidate candidate, String reason, boolean reverted) {
    Bid bid = candidate.bid();
    ports
        .listener()
        .on(
            new AuctionEvent.NotLanded(
                batch.number(), bid.solver(), bid.solutionId(), reason, reverted));
  }

  private long gasLimit(Placed winner) {
    return GasLimit.of(
            winner.gasUsed(),
            BigInteger.valueOf(config.gasMarginBps()),
            BigInteger.valueOf(config.maxGas()),
            winner.candidate().settlement())
        .longValueExact();
  }
}
