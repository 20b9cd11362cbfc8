package io.fairlead.auction.run;

import io.fairlead.auction.election.Ballot;
import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.transcript.ConfigJson;
import io.fairlead.auction.transcript.ReceiptsHash;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.auction.winner.Standings;
import io.fairlead.auction.winner.TieSeed;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one auction after another: asks the solvers, judges what they answer, elects the winners
 * that execute, lands them side by side, and replaces those that do not land. What solvers answered
 * decides, never when they did within the deadline. Thread safe; blocks its caller.
 */
public final class Auction {
  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final StandingHistory standings;

  /** Over these ports. */
  public Auction(AuctionConfig config, AuctionPorts ports) {
    this.config = config;
    this.ports = ports;
    this.standings = new StandingHistory(ports.transcripts());
  }

  /**
   * Runs the auction of a batch to its end.
   *
   * @throws AuctionException if the thread is interrupted; like an exception of a port, it leaves
   *     the fate of awards open, so that the batch must be treated as after a restart
   */
  public AuctionResult run(AuctionTask task) {
    try {
      return runToEnd(task);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AuctionException("interrupted in batch " + task.batch().number(), e);
    }
  }

  private AuctionResult runToEnd(AuctionTask task) throws InterruptedException {
    Batch batch = task.batch();
    AuctionPlan plan = AuctionPlan.of(config.nativeToken(), batch.entries(), task.liquidity());
    Standings before = standings.before(batch.number());
    Minutes minutes = new Minutes(TranscriptWriter.begin(ports.transcripts(), batch.number()));
    TranscriptLine.Header header = writeInputs(task, plan, minutes);
    minutes.add(new TranscriptLine.Rules(config.rules(), before));

    SolveRequest request =
        plan.request(
            Long.toString(batch.number()),
            task.tokens(),
            task.gasPrice(),
            ports.clock().instant().plus(config.commitTimeout()));
    List<SealedRound.Entry> entries =
        new SealedRound(config, ports, minutes, header.auction())
            .run(request, Long.toString(batch.number()));

    SolutionJudge judge =
        plan.judge(
            new SettlementTerms(ports.auctioneer().address(), config.nativeToken()),
            config.domain(),
            config.hub(),
            batch.entries(),
            batch.block().timestamp());
    Competition competition = new Competition(batch, ports.solvers(), ports.listener());
    entries.forEach(entry -> minutes.add(competition.enter(entry, judge)));

    competition.judged();
    Ballot ballot =
        new Ballot(
            config.rules(),
            TieSeed.of(batch.root(), batch.block().hash()),
            before,
            competition.candidacies(config.nativeToken()));
    return new AwardRounds(config, ports, batch, competition, ballot, minutes).run();
  }

  private TranscriptLine.Header writeInputs(AuctionTask task, AuctionPlan plan, Minutes minutes) {
    Batch batch = task.batch();
    List<BatchEntry> entries = new ArrayList<>(batch.entries());
    entries.sort((one, two) -> one.intentHash().compareTo(two.intentHash()));
    List<@Nullable SignedReceipt> receipts = new ArrayList<>();
    entries.forEach(entry -> receipts.add(task.receipts().get(entry.intentHash())));
    TranscriptLine.Header header =
        new TranscriptLine.Header(
            config.domain().chainId(),
            config.domain().settlement(),
            config.hub(),
            ports.auctioneer().address(),
            config.receiptSigner(),
            config.nativeToken(),
            batch.number(),
            batch.root(),
            batch.block(),
            task.gasPrice(),
            ConfigJson.hash(config.published()),
            ReceiptsHash.of(receipts));
    minutes.add(header);
    minutes.add(config.published());
    for (BatchEntry entry : entries) {
      minutes.add(
          new TranscriptLine.IntentLine(
              entry.intentHash(),
              entry.signed(),
              entry.filledBefore(),
              task.receipts().get(entry.intentHash())));
    }
    for (Liquidity pool : plan.liquidity()) {
      minutes.add(new TranscriptLine.PoolLine(pool));
    }
    minutes.add(new TranscriptLine.Prices(plan.prices()));
    return header;
  }
}
