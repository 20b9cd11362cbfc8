package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.UnaryOperator;

/**
 * Decides everything: a function from the commands so far to intents, batches and receipts. It has
 * no clock but the block times in commands, which never go back. Not thread safe.
 *
 * <p>A command that does not fit throws {@link IllegalCommandException} and leaves no trace.
 */
public final class SequencerState {
  /** Why a batch is not settled any more. */
  static final String REVERTED = "the block holding the settlement left the chain";

  private final Eip712 eip712;
  private final Books books = new Books();
  private int maxBatchEntries;
  private int maxOpenIntents;
  private long now;
  private long receipts;
  private Bytes32 lastReceiptHash = Bytes32.ZERO;

  /** Starts empty, accepting nothing before {@link Command.Configure}. */
  public SequencerState(Eip712 eip712) {
    this.eip712 = eip712;
  }

  /** Carries {@code command} out; a new receipt is signed by {@code sealer}. */
  public Transition apply(Command command, ReceiptSealer sealer) {
    return switch (command) {
      case Command.Configure(int batchEntries, int openIntents) ->
          configure(batchEntries, openIntents);
      case Command.Submit(SignedTerms signed, long observed) -> submit(signed, observed, sealer);
      case Command.Cancel(Bytes32 intentHash, Bytes signature) ->
          cancel(intentHash, intent -> Progress.withCancelRequested(intent, signature));
      case Command.CancelOnChain(Bytes32 intentHash) ->
          cancel(intentHash, Progress::withCancelOnChain);
      case Command.Close(BlockRef block) -> close(block);
      case Command.Award(BatchAward award) -> award(award);
      case Command.Settle(BatchSettlement settlement, boolean ends) -> settle(settlement, ends);
      case Command.End(long batch, String reason) -> end(batch, reason);
      case Command.Revert(long batch, int place) -> revert(batch, place);
    };
  }

  /** Newest block time seen in a command, Unix seconds. */
  public long now() {
    return now;
  }

  /** Number of receipts given. */
  public long receipts() {
    return receipts;
  }

  /** Number of batches closed. */
  public long batches() {
    return books.batches();
  }

  /** An intent by its hash. */
  public Optional<IntentRecord> intent(Bytes32 intentHash) {
    return Optional.ofNullable(books.intent(intentHash));
  }

  /** A batch by its number. */
  public Optional<BatchRecord> batch(long number) {
    return Optional.ofNullable(books.batch(number));
  }

  private Transition configure(int batchEntries, int openIntents) {
    if (batchEntries < 2 || openIntents < 1) {
      throw new IllegalCommandException("limits too small");
    }
    if (batchEntries == maxBatchEntries && openIntents == maxOpenIntents) {
      return books.unchanged(new Outcome.Recorded());
    }
    maxBatchEntries = batchEntries;
    maxOpenIntents = openIntents;
    return books.finish(new Outcome.Recorded());
  }

  private Transition submit(SignedTerms signed, long observed, ReceiptSealer sealer) {
    requireTime(observed);
    if (signed.size().signum() == 0) {
      throw new IllegalCommandException("nothing to fill: the exact amount is zero");
    }
    Bytes32 intentHash = eip712.identity(signed);
    IntentRecord known = books.intent(intentHash);
    if (known != null) {
      return books.unchanged(
          new Outcome.Submitted(new SubmitOutcome.Accepted(known.receipt(), false)));
    }
    if (books.live() >= maxOpenIntents) {
      return books.unchanged(new Outcome.Submitted(new SubmitOutcome.Full(maxOpenIntents)));
    }
    long time = Math.max(now, observed);
    long next = books.batches() + 1;
    long last =
        signed.isOpenAt(time) ? books.open().lastBatch(next, maxBatchEntries) : Receipt.NO_BOUND;
    SignedReceipt receipt =
        sealer.seal(new Receipt(intentHash, receipts + 1, next, last, lastReceiptHash));
    now = time;
    receipts++;
    lastReceiptHash = receipt.hash();
    IntentRecord accepted =
        new IntentRecord(
            intentHash,
            signed,
            receipt,
            IntentStatus.OPEN,
            false,
            Bytes.EMPTY,
            false,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            BigInteger.ZERO,
            List.of(),
            List.of());
    books.put(accepted);
    books.tell(new SequencerEvent.Accepted(accepted));
    return books.finish(new Outcome.Submitted(new SubmitOutcome.Accepted(receipt, true)));
  }

  private Transition cancel(Bytes32 intentHash, UnaryOperator<IntentRecord> request) {
    IntentRecord intent = books.intent(intentHash);
    if (intent == null) {
      return books.unchanged(new Outcome.Cancelled(new CancelOutcome.Unknown()));
    }
    return switch (intent.status()) {
      case FILLED, CANCELLED, EXPIRED ->
          books.unchanged(new Outcome.Cancelled(new CancelOutcome.AlreadyFinal(intent.status())));
      case IN_BATCH -> {
        Outcome pending = new Outcome.Cancelled(new CancelOutcome.Pending(books.batches()));
        if (intent.cancelRequested()) {
          yield books.unchanged(pending);
        }
        books.put(request.apply(intent));
        yield books.finish(pending);
      }
      case OPEN -> {
        books.rest(request.apply(intent), now);
        yield books.finish(new Outcome.Cancelled(new CancelOutcome.Cancelled()));
      }
    };
  }

  private Transition close(BlockRef block) {
    requireTime(block.timestamp());
    // An older block than one acted on could not hold what receipts promised for this batch.
    if (books.inFlight() != null || block.timestamp() < now) {
      return books.unchanged(new Outcome.Closed(null));
    }
    long number = books.batches() + 1;
    List<IntentRecord> chosen = books.open().choose(number, block.timestamp(), maxBatchEntries);
    List<IntentRecord> expired = books.open().expired(block.timestamp());
    if (chosen.isEmpty() && expired.isEmpty()) {
      return books.unchanged(new Outcome.Closed(null));
    }
    now = block.timestamp();
    for (IntentRecord intent : expired) {
      books.rest(intent, now);
    }
    if (chosen.isEmpty()) {
      return books.finish(new Outcome.Closed(null));
    }
    chosen.sort(Comparator.comparing(IntentRecord::intentHash));
    List<BatchEntry> entries = new ArrayList<>(chosen.size());
    for (IntentRecord intent : chosen) {
      books.put(Progress.intoBatch(intent, number));
      entries.add(new BatchEntry(intent.intentHash(), intent.signed(), Progress.filled(intent)));
    }
    Bytes32 root = SortedMerkleTree.root(entries.stream().map(BatchEntry::intentHash).toList());
    Batch batch = new Batch(number, block, entries, root);
    books.put(new BatchRecord(batch, BatchStage.CLOSED, List.of(), List.of(), null));
    books.tell(new SequencerEvent.Closed(batch));
    return books.finish(new Outcome.Closed(batch));
  }

  private Transition award(BatchAward award) {
    BatchRecord record = requireInFlight(award.batch());
    for (Bytes32 intentHash : award.intents()) {
      requireEntry(record, intentHash);
    }
    if (record.settlement(award.place()).isPresent()) {
      throw new IllegalCommandException(
          "place " + award.place() + " of batch " + award.batch() + " is settled");
    }
    List<BatchAward> awards = new ArrayList<>(record.awards());
    awards.add(award);
    books.put(
        new BatchRecord(record.batch(), BatchStage.AWARDED, awards, record.settlements(), null));
    books.tell(new SequencerEvent.Awarded(award));
    return books.finish(new Outcome.Recorded());
  }

  private Transition settle(BatchSettlement settlement, boolean ends) {
    long number = settlement.batch();
    BatchRecord record = require(number);
    // An award given up can still be included while its last block is ahead, and a settlement
    // whose block left the chain can come back in another one: what the chain says is recorded.
    if (record.unsettledAwards().stream().noneMatch(one -> one.place() == settlement.place())) {
      throw new IllegalCommandException(
          "batch " + number + " has no award to settle in place " + settlement.place());
    }
    SortedMap<Bytes32, Filling> fills = fillsOf(record, settlement);
    fills.forEach(
        (intentHash, fill) -> Fills.check(requireEntry(record, intentHash), number, fill));
    List<BatchSettlement> settlements = new ArrayList<>(record.settlements());
    settlements.add(settlement);
    settlements.sort(Comparator.comparingInt(BatchSettlement::place));
    boolean stays = record.isInFlight() && !ends;
    books.put(
        new BatchRecord(
            record.batch(),
            stays ? record.stage() : BatchStage.SETTLED,
            record.awards(),
            settlements,
            record.stage() == BatchStage.SETTLED ? record.reason() : null));
    books.tell(new SequencerEvent.Settled(settlement));
    fills.forEach((intentHash, fill) ->
        move(Progress.filledBy(requireEntry(record, intentHash), number, fill)));
    if (record.isInFlight() && ends) {
      release(record);
    }
    return books.finish(new Outcome.Recorded());
  }

  /** Of the batch's intents: what else a settlement fills is liquidity its solver brought along. */
  private static SortedMap<Bytes32, Filling> fillsOf(
      BatchRecord record, BatchSettlement settlement) {
    SortedMap<Bytes32, Filling> fills = Fills.sums(settlement);
    fills.keySet().removeIf(hash -> !Books.isEntry(record.batch(), hash));
    return fills;
  }

  private Transition end(long number, String reason) {
    BatchRecord record = requireInFlight(number);
    BatchStage stage = record.settlements().isEmpty() ? BatchStage.UNSETTLED : BatchStage.SETTLED;
    books.put(
        new BatchRecord(record.batch(), stage, record.awards(), record.settlements(), reason));
    books.tell(new SequencerEvent.Ended(number, reason));
    release(record);
    return books.finish(new Outcome.Recorded());
  }

  private Transition revert(long number, int place) {
    BatchRecord record = require(number);
    BatchSettlement settlement =
        record
            .settlement(place)
            .orElseThrow(() ->
                new IllegalCommandException(
                    "place " + place + " of batch " + number + " is not settled"));
    List<BatchSettlement> left =
        record.settlements().stream().filter(other -> other.place() != place).toList();
    boolean last = left.isEmpty() && !record.isInFlight();
    books.put(
        new BatchRecord(
            record.batch(),
            last ? BatchStage.UNSETTLED : record.stage(),
            record.awards(),
            left,
            last ? REVERTED : record.reason()));
    books.tell(new SequencerEvent.Reverted(settlement));
    fillsOf(record, settlement)
        .forEach((intentHash, fill) ->
            move(Progress.unfilledBy(requireEntry(record, intentHash), number, fill)));
    return books.finish(new Outcome.Recorded());
  }

  /** Stores an intent whose fills changed; what is left stays in the batch in flight. */
  private void move(IntentRecord intent) {
    BatchRecord inFlight = books.inFlight();
    if (inFlight != null
        && !Progress.isComplete(intent)
        && Books.isEntry(inFlight.batch(), intent.intentHash())) {
      books.put(Progress.withStatus(intent, IntentStatus.IN_BATCH));
    } else {
      books.rest(intent, now);
    }
  }

  /** Lets the intents of an ended batch go that it did not fill. */
  private void release(BatchRecord ended) {
    for (BatchEntry entry : ended.batch().entries()) {
      IntentRecord intent = requireEntry(ended, entry.intentHash());
      if (intent.status() == IntentStatus.IN_BATCH) {
        books.rest(intent, now);
      }
    }
  }

  private BatchRecord require(long number) {
    BatchRecord record = books.batch(number);
    if (record == null) {
      throw new IllegalCommandException("no batch " + number);
    }
    return record;
  }

  private BatchRecord requireInFlight(long number) {
    BatchRecord record = books.inFlight();
    if (record == null || record.batch().number() != number) {
      throw new IllegalCommandException("batch " + number + " is not in flight");
    }
    return record;
  }

  private IntentRecord requireEntry(BatchRecord record, Bytes32 intentHash) {
    IntentRecord intent = books.intent(intentHash);
    if (intent == null || !Books.isEntry(record.batch(), intentHash)) {
      throw new IllegalCommandException(
          "intent " + intentHash + " is not in batch " + record.batch().number());
    }
    return intent;
  }

  private static void requireTime(long time) {
    if (time < 0 || time > Intent.MAX_TIME) {
      throw new IllegalCommandException("a block time does not fit uint32: " + time);
    }
  }
}
