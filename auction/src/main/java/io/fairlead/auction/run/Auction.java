package io.fairlead.auction.run;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.transcript.ReceiptsHash;
import io.fairlead.auction.transcript.RulesJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.auction.winner.BestSingle;
import io.fairlead.auction.winner.Bid;
import io.fairlead.auction.winner.WinnerSelection;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.SettlementTerms;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Holds one auction after another: asks the solvers, judges and ranks what they answer, awards the
 * best that executes, and falls back to the next best if it does not land. What solvers answered
 * decides, never when they did within the deadline. Thread safe; blocks its caller.
 */
public final class Auction {
  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final WinnerSelection selection;

  /** One solution takes the whole batch. */
  public Auction(AuctionConfig config, AuctionPorts ports) {
    this(config, ports, new BestSingle());
  }

  /** With another rule for who wins. */
  Auction(AuctionConfig config, AuctionPorts ports, WinnerSelection selection) {
    this.config = config;
    this.ports = ports;
    this.selection = selection;
  }

  /**
   * Runs the auction of a batch to its end.
   *
   * @throws AuctionException if the thread is interrupted; like an exception of a port, it leaves
   *     the last award's fate open, so that the batch must be treated as after a restart
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
    TranscriptWriter transcript = TranscriptWriter.begin(ports.transcripts(), batch.number());
    TranscriptLine.Header header = writeInputs(task, plan, transcript);

    SolveRequest request =
        plan.request(
            Long.toString(batch.number()),
            task.tokens(),
            task.gasPrice(),
            ports.clock().instant().plus(config.commitTimeout()));
    List<SealedRound.Entry> entries =
        new SealedRound(config, ports, transcript, header.auction())
            .run(request, Long.toString(batch.number()));

    SolutionJudge judge =
        plan.judge(
            new SettlementTerms(ports.auctioneer().address(), config.nativeToken()),
            config.domain(),
            config.hub(),
            batch.entries(),
            batch.block().timestamp());
    Competition competition = new Competition(batch, ports.solvers(), ports.listener());
    entries.forEach(entry -> transcript.add(competition.enter(entry, judge)));

    Bytes32 seed = BestSingle.seed(batch.root(), batch.block().hash());
    List<Bid> order = selection.rank(competition.bids(), seed);
    transcript.add(
        new TranscriptLine.Ranking(
            seed,
            order.stream()
                .map(bid -> new TranscriptLine.SolutionRef(bid.solver(), bid.solutionId()))
                .toList()));
    competition.ranked(order);
    return new AwardRounds(config, ports, batch, competition, transcript).run(order);
  }

  private TranscriptLine.Header writeInputs(
      AuctionTask task, AuctionPlan plan, TranscriptWriter transcript) {
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
            RulesJson.hash(config.rules()),
            ReceiptsHash.of(receipts));
    transcript.add(header);
    transcript.add(config.rules());
    for (BatchEntry entry : entries) {
      transcript.add(
          new TranscriptLine.IntentLine(
              entry.intentHash(),
              entry.signed(),
              entry.filledBefore(),
              task.receipts().get(entry.intentHash())));
    }
    for (Liquidity pool : plan.liquidity()) {
      transcript.add(new TranscriptLine.PoolLine(pool));
    }
    transcript.add(new TranscriptLine.Prices(plan.prices()));
    return header;
  }
}
