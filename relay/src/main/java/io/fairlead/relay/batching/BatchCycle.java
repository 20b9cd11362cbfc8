package io.fairlead.relay.batching;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happens at each head. The chain has the last word: settlements seen on it are recorded
 * whoever sent them and however late, and taken back when their block leaves the chain. So a node
 * that was killed between sending and noticing finds out by itself. So do owners' cancellations on
 * chain. Only then is the next batch closed and auctioned. One thread.
 */
public final class BatchCycle {
  private static final Logger LOG = LoggerFactory.getLogger(BatchCycle.class);

  /** Settled batches looked at again after a start or a reorganisation. */
  private static final int LOOK_BACK = 64;

  /** Most blocks searched for settlements in one go. */
  private static final long MAX_SCAN = 5_000;

  /** Blocks after which a batch's pool states are too old to auction it again. */
  private static final long MAX_AGE = 8;

  private static final int MAX_ATTEMPTS = 3;

  private final Sequencer sequencer;
  private final ChainEvidence chain;
  private final BatchAuction auction;
  private final Schedule schedule;
  private final BatchObserver observer;
  private final NonceWatch nonces;
  private final LongSupplier nanos;
  private int attempts;
  private long newestBatch;
  private long scanned = -1;
  private boolean lookBack = true;

  /**
   * @param everyBlocks blocks from one closing to the next
   * @param minInterval least time from one closing to the next, by {@code nanos}
   * @param nanos a clock that never goes back
   */
  public BatchCycle(
      Sequencer sequencer,
      ChainEvidence chain,
      BatchAuction auction,
      int everyBlocks,
      Duration minInterval,
      BatchObserver observer,
      LongSupplier nanos) {
    this.sequencer = sequencer;
    this.chain = chain;
    this.auction = auction;
    this.schedule = new Schedule(everyBlocks, minInterval);
    this.observer = observer;
    this.nonces = new NonceWatch(sequencer, chain);
    this.nanos = nanos;
  }

  /** Blocks left the chain: what was settled in them is looked at again at the next head. */
  public void reorganised(List<BlockRef> removed) {
    lookBack = true;
    for (BlockRef block : removed) {
      scanned = Math.min(scanned, block.number() - 1);
    }
  }

  /**
   * Works on a head; blocks while an auction runs.
   *
   * @throws RuntimeException if the chain or the journal failed; the next head tries again
   */
  public void head(BlockRef head) {
    observer.head(head);
    findNewestBatch();
    if (lookBack) {
      takeBackRemoved();
      lookBack = false;
    }
    recordNews(head);
    resolveInFlight(head);
    if (sequencer.inFlight().isPresent() || !schedule.isDue(head, nanos.getAsLong())) {
      return;
    }
    Optional<Batch> batch = Journal.await(sequencer.close(head));
    if (batch.isPresent()) {
      schedule.closed(head, nanos.getAsLong());
      newestBatch = batch.get().number();
      attempts = 0;
      LOG.info(
          "batch.closed batch={} block={} intents={}",
          newestBatch,
          head.number(),
          batch.get().entries().size());
      run(batch.get());
    }
  }

  private void run(Batch batch) {
    attempts++;
    BatchAuction.Result result = auction.run(batch);
    result.settlements().forEach(this::settle);
    recordEnded(batch.number(), result.reason());
  }

  private void recordNews(BlockRef head) {
    long from = scanned >= 0 ? scanned + 1 : firstOfInterest(head);
    if (from > head.number()) {
      return;
    }
    for (BatchSettlement settlement : chain.settlements(from, head.number())) {
      settle(settlement);
    }
    nonces.look(from, head);
    scanned = head.number();
  }

  /** Records what the chain says, unless that was known. */
  private void settle(BatchSettlement settlement) {
    Optional<BatchRecord> known = sequencer.batch(settlement.batch());
    if (known.isEmpty()
        || known.get().awards().stream().noneMatch(one -> one.place() == settlement.place())) {
      LOG.error(
          "settlement.unexpected batch={} place={} block={}: the journal knows no award for it",
          settlement.batch(),
          settlement.place(),
          settlement.block().number());
      return;
    }
    Optional<BatchSettlement> recorded = known.get().settlement(settlement.place());
    if (recorded.isPresent()) {
      if (recorded.get().block().hash().equals(settlement.block().hash())) {
        return;
      }
      takeBack(recorded.get());
    }
    Journal.await(sequencer.recordSettled(settlement));
    LOG.info(
        "batch.settled batch={} place={} block={} transaction={} fills={} gas={}",
        settlement.batch(),
        settlement.place(),
        settlement.block().number(),
        settlement.transactionHash(),
        settlement.fills().size() + settlement.basketFills().size(),
        settlement.gasUsed());
  }

  /** Ends, or takes up again, what was left in flight by an error or a restart. */
  private void resolveInFlight(BlockRef head) {
    Optional<BatchRecord> inFlight = sequencer.inFlight();
    if (inFlight.isEmpty()) {
      return;
    }
    Batch batch = inFlight.get().batch();
    if (inFlight.get().awards().isEmpty()) {
      // Nothing was sent: the same set can be auctioned again while its pool states are fresh.
      boolean fresh =
          head.number() - batch.block().number() <= MAX_AGE && chain.isOnChain(batch.block());
      if (fresh && attempts < MAX_ATTEMPTS) {
        run(batch);
      } else {
        end(inFlight.get(), "the auction could not be held");
      }
      return;
    }
    // An award can execute up to its last block, whoever sends it.
    long last =
        inFlight.get().unsettledAwards().stream().mapToLong(BatchAward::lastBlock).max().orElse(-1);
    if (head.number() > last) {
      end(
          inFlight.get(),
          last < 0 ? "no settlement that won fills it" : "not on chain by block " + last);
    }
  }

  private void end(BatchRecord batch, String reason) {
    // First: a kill before the record repeats both, one after it would repeat neither.
    auction.ended(batch.batch().number(), batch.settlements(), reason);
    recordEnded(batch.batch().number(), reason);
  }

  private void recordEnded(long batch, String reason) {
    Journal.await(sequencer.recordEnded(batch, reason));
    boolean settled =
        sequencer.batch(batch).filter(record -> !record.settlements().isEmpty()).isPresent();
    observer.batch(settled ? "settled" : "unsettled");
    LOG.info("batch.ended batch={} settled={} reason={}", batch, settled, reason);
  }

  private void takeBackRemoved() {
    Set<Bytes32> gone = new HashSet<>();
    Set<Bytes32> there = new HashSet<>();
    for (long number = newestBatch; number > 0 && number > newestBatch - LOOK_BACK; number--) {
      List<BatchSettlement> settlements =
          sequencer.batch(number).map(BatchRecord::settlements).orElse(List.of());
      for (BatchSettlement settlement : settlements) {
        Bytes32 block = settlement.block().hash();
        if (!there.contains(block) && !gone.contains(block)) {
          (chain.isOnChain(settlement.block()) ? there : gone).add(block);
        }
        if (gone.contains(block)) {
          scanned = Math.min(scanned, settlement.block().number() - 1);
          takeBack(settlement);
        }
      }
      if (!settlements.isEmpty()
          && settlements.stream().allMatch(one -> there.contains(one.block().hash()))) {
        // Older batches ended before this one was closed, so their settlements are below.
        return;
      }
    }
  }

  private void takeBack(BatchSettlement settlement) {
    Journal.await(sequencer.recordReverted(settlement.batch(), settlement.place()));
    observer.batch("reverted");
    LOG.warn("batch.reverted batch={} place={}", settlement.batch(), settlement.place());
  }

  /** The block after which something may have happened that is not recorded. */
  private long firstOfInterest(BlockRef head) {
    long first = head.number();
    for (long number = newestBatch; number > 0 && number > newestBatch - LOOK_BACK; number--) {
      Optional<BatchRecord> batch = sequencer.batch(number);
      if (batch.isPresent() && !batch.get().unsettledAwards().isEmpty()) {
        first = Math.min(first, batch.get().batch().block().number());
      }
    }
    return Math.max(0, Math.max(first, head.number() - MAX_SCAN));
  }

  /** Numbers have no gaps, so the newest is found by doubling and halving. */
  private void findNewestBatch() {
    long step = 1;
    while (sequencer.batch(newestBatch + step).isPresent()) {
      newestBatch += step;
      step *= 2;
    }
    while (step > 0) {
      if (sequencer.batch(newestBatch + step).isPresent()) {
        newestBatch += step;
      } else {
        step /= 2;
      }
    }
  }
}
