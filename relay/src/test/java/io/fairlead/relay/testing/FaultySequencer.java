package io.fairlead.relay.testing;

import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.RocksSequencer;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.SequencerConfig;
import io.fairlead.sequencer.SequencerException;
import io.fairlead.sequencer.SequencerListener;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.SubmitOutcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The real sequencer, with failures of the next submission on demand. */
public final class FaultySequencer implements Sequencer {
  /** What the next submission meets. */
  public enum Fault {
    NONE,
    /** Nothing is kept. */
    BEFORE,
    /** It is kept, but the answer is lost. */
    AFTER,
    /** Nothing is kept: full. */
    FULL
  }

  private final RocksSequencer real;
  public volatile Fault fault = Fault.NONE;

  public FaultySequencer(Path directory) {
    this(directory, SequencerConfig.DEFAULT);
  }

  public FaultySequencer(Path directory, SequencerConfig config) {
    real = RocksSequencer.open(directory, config, Owners.EIP712, Owners.RECEIPTS);
  }

  @Override
  public CompletableFuture<SubmitOutcome> submit(SignedTerms signed) {
    Fault now = fault;
    fault = Fault.NONE;
    return switch (now) {
      case NONE -> real.submit(signed);
      case BEFORE -> CompletableFuture.failedFuture(new SequencerException("disk full", null));
      case AFTER ->
          real.submit(signed)
              .thenCompose(
                  _ -> CompletableFuture.failedFuture(new IllegalStateException("answer lost")));
      case FULL -> CompletableFuture.completedFuture(new SubmitOutcome.Full(7));
    };
  }

  @Override
  public CompletableFuture<CancelOutcome> cancel(Bytes32 intentHash, Bytes signature) {
    return real.cancel(intentHash, signature);
  }

  @Override
  public CompletableFuture<CancelOutcome> cancelledOnChain(Bytes32 intentHash) {
    return real.cancelledOnChain(intentHash);
  }

  @Override
  public CompletableFuture<Optional<Batch>> close(BlockRef block) {
    return real.close(block);
  }

  @Override
  public CompletableFuture<Void> recordAward(BatchAward award) {
    return real.recordAward(award);
  }

  @Override
  public CompletableFuture<Void> recordSettled(BatchSettlement settlement) {
    return real.recordSettled(settlement);
  }

  @Override
  public CompletableFuture<Void> recordEnded(long batch, String reason) {
    return real.recordEnded(batch, reason);
  }

  @Override
  public CompletableFuture<Void> recordReverted(long batch, int place) {
    return real.recordReverted(batch, place);
  }

  @Override
  public Optional<IntentRecord> find(Bytes32 intentHash) {
    return real.find(intentHash);
  }

  @Override
  public List<IntentRecord> byOwner(Address owner, int limit) {
    return real.byOwner(owner, limit);
  }

  @Override
  public List<IntentRecord> live() {
    return real.live();
  }

  @Override
  public Optional<BatchRecord> batch(long number) {
    return real.batch(number);
  }

  @Override
  public Optional<BatchRecord> inFlight() {
    return real.inFlight();
  }

  @Override
  public int openIntents() {
    return real.openIntents();
  }

  @Override
  public void addListener(SequencerListener listener) {
    real.addListener(listener);
  }

  @Override
  public void close() {
    real.close();
  }
}
