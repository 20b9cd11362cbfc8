package io.fairlead.sequencer;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.journal.CommandCodec;
import io.fairlead.sequencer.journal.Journal;
import io.fairlead.sequencer.journal.JournalHeader;
import io.fairlead.sequencer.journal.RocksJournal;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import io.fairlead.sequencer.state.Command;
import io.fairlead.sequencer.state.Outcome;
import io.fairlead.sequencer.state.SequencerState;
import io.fairlead.sequencer.state.Transition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sequencer whose journal is on this machine's disk. Futures complete on the journal's thread:
 * dependent work that is not tiny belongs on another one.
 */
public final class RocksSequencer implements Sequencer {
  private static final Logger LOG = LoggerFactory.getLogger(RocksSequencer.class);

  private final Journal journal;
  private final JournalThread thread;
  private final PublishedView view;
  private final List<SequencerListener> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong observedTime = new AtomicLong();

  private RocksSequencer(
      Journal journal, SequencerState state, PublishedView view, ReceiptSealer sealer, int queue) {
    this.journal = journal;
    this.view = view;
    this.thread = new JournalThread(state, journal, sealer, queue, this::publish);
  }

  /**
   * Opens the sequencer whose journal is in {@code directory}, or starts a new one there, and
   * rebuilds its state by replaying the whole journal.
   *
   * @param directory created if absent; used by this sequencer alone
   * @param eip712 the domain intents and receipts are signed in; fixed at the first opening
   * @param receiptSigner signs receipts; its account is fixed at the first opening
   * @throws SequencerException if the journal is in use, damaged, or belongs to another domain or
   *     signer
   */
  public static RocksSequencer open(
      Path directory, SequencerConfig config, Eip712 eip712, Signer receiptSigner) {
    JournalHeader header = new JournalHeader(eip712.domain(), receiptSigner.address());
    return over(RocksJournal.open(directory, header), config, eip712, receiptSigner);
  }

  /** Runs on any journal, which it closes in the end. */
  static RocksSequencer over(
      Journal journal, SequencerConfig config, Eip712 eip712, Signer receiptSigner) {
    SequencerState state = new SequencerState(eip712);
    PublishedView view = new PublishedView();
    try {
      journal.replay(new Recovery(state, eip712, view));
    } catch (RuntimeException e) {
      journal.close();
      throw e;
    }
    RocksSequencer sequencer =
        new RocksSequencer(
            journal,
            state,
            view,
            ReceiptSealer.signing(eip712, receiptSigner),
            config.journalQueue());
    sequencer.observedTime.set(state.now());
    sequencer.thread.start();
    try {
      sequencer
          .record(new Command.Configure(config.maxBatchEntries(), config.maxOpenIntents()))
          .join();
      return sequencer;
    } catch (CompletionException e) {
      sequencer.close();
      throw e.getCause() instanceof SequencerException cause ? cause : e;
    }
  }

  @Override
  public CompletableFuture<SubmitOutcome> submit(SignedTerms signed) {
    return execute(
        new Command.Submit(signed, observedTime.get()),
        Outcome.Submitted.class,
        Outcome.Submitted::answer);
  }

  @Override
  public CompletableFuture<CancelOutcome> cancel(Bytes32 intentHash, Bytes signature) {
    return execute(
        new Command.Cancel(intentHash, signature),
        Outcome.Cancelled.class,
        Outcome.Cancelled::answer);
  }

  @Override
  public CompletableFuture<CancelOutcome> cancelledOnChain(Bytes32 intentHash) {
    return execute(
        new Command.CancelOnChain(intentHash), Outcome.Cancelled.class, Outcome.Cancelled::answer);
  }

  @Override
  public CompletableFuture<Optional<Batch>> close(BlockRef block) {
    long time = block.timestamp();
    if (time >= 0 && time <= Intent.MAX_TIME) {
      long newest = observedTime.getAndAccumulate(time, Math::max);
      if (time < newest) {
        LOG.warn(
            "block {} is at {}, before {}: no batch until time catches up",
            block.number(),
            time,
            newest);
      }
    }
    return execute(
        new Command.Close(block),
        Outcome.Closed.class,
        closed -> Optional.ofNullable(closed.batch()));
  }

  @Override
  public CompletableFuture<Void> recordAward(BatchAward award) {
    return record(new Command.Award(award));
  }

  @Override
  public CompletableFuture<Void> recordSettled(BatchSettlement settlement) {
    return record(new Command.Settle(settlement, false));
  }

  @Override
  public CompletableFuture<Void> recordEnded(long batch, String reason) {
    return record(new Command.End(batch, shortened(reason)));
  }

  @Override
  public CompletableFuture<Void> recordReverted(long batch, int place) {
    return record(new Command.Revert(batch, place));
  }

  @Override
  public Optional<IntentRecord> find(Bytes32 intentHash) {
    return view.find(intentHash);
  }

  @Override
  public List<IntentRecord> byOwner(Address owner, int limit) {
    return view.byOwner(owner, limit);
  }

  @Override
  public List<IntentRecord> live() {
    return view.live();
  }

  @Override
  public Optional<BatchRecord> batch(long number) {
    return view.batch(number);
  }

  @Override
  public Optional<BatchRecord> inFlight() {
    return view.inFlight();
  }

  @Override
  public int openIntents() {
    return view.openIntents();
  }

  @Override
  public void addListener(SequencerListener listener) {
    listeners.add(listener);
  }

  /** Figures for operators. */
  public SequencerStats stats() {
    return new SequencerStats(
        thread.entries(),
        thread.depth(),
        thread.syncs(),
        thread.lastSyncNanos(),
        view.batches(),
        view.openIntents(),
        view.receipts());
  }

  /**
   * Writes what was accepted and closes the journal.
   *
   * @throws IllegalStateException if called by a listener or by what depends on a future
   */
  @Override
  public void close() {
    thread.close();
    journal.close();
  }

  private CompletableFuture<Void> record(Command command) {
    return execute(command, Outcome.Recorded.class, recorded -> null);
  }

  private <T extends Outcome, R> CompletableFuture<R> execute(
      Command command, Class<T> kind, Function<T, R> answer) {
    CompletableFuture<R> future = new CompletableFuture<>();
    thread.execute(
        command,
        new JournalThread.Reply() {
          @Override
          public void done(Outcome outcome) {
            future.complete(answer.apply(kind.cast(outcome)));
          }

          @Override
          public void failed(RuntimeException reason) {
            future.completeExceptionally(reason);
          }
        });
    return future;
  }

  /** Cuts text to what the journal takes; four bytes is the most a character needs. */
  private static String shortened(String reason) {
    int most = CommandCodec.MAX_REASON / 4;
    return reason.codePointCount(0, reason.length()) <= most
        ? reason
        : reason.substring(0, reason.offsetByCodePoints(0, most));
  }

  private void publish(Transition transition) {
    view.publish(transition);
    for (SequencerEvent event : transition.events()) {
      for (SequencerListener listener : listeners) {
        try {
          listener.on(event);
        } catch (RuntimeException | Error e) {
          LOG.error("a listener failed on {}", event.getClass().getSimpleName(), e);
        }
      }
    }
  }
}
