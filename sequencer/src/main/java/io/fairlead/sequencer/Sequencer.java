package io.fairlead.sequencer;

import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.SubmitOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Orders intents into batches. Every command is appended to the journal and synced before its
 * future completes, so whatever a caller was told survives a kill. At most one batch is in flight
 * (closed and not ended). Thread safe. A future fails with {@link SequencerException} if the
 * journal cannot be written; then nothing was promised. It fails with {@link IllegalStateException}
 * if the command does not fit what was recorded before, and with {@link IllegalArgumentException}
 * if a value does not fit the journal; nothing is journaled then.
 */
public interface Sequencer extends AutoCloseable {

  /**
   * Accepts an intent or basket whose signature and funding the caller has checked. The same intent
   * again gets the same receipt. Fails with {@link SequencerException.Reason#OVERLOADED} if too
   * many commands wait for the journal.
   */
  CompletableFuture<SubmitOutcome> submit(SignedTerms signed);

  /**
   * Cancels an intent.
   *
   * @param signature the owner's over {@code Cancel}, which the caller has checked; it is kept, so
   *     that an accusation of having left the intent out can be answered. No bytes if there is none
   */
  CompletableFuture<CancelOutcome> cancel(Bytes32 intentHash, Bytes signature);

  /**
   * Notes that an intent's owner has cancelled its nonce on chain, which ends it as {@link #cancel}
   * does.
   */
  CompletableFuture<CancelOutcome> cancelledOnChain(Bytes32 intentHash);

  /**
   * Fixes the next batch: every open intent valid at {@code block.timestamp()}, in order of hash.
   * Marks what has expired. Empty, and no batch number is used, if there is no such intent, if a
   * batch is in flight, or if {@code block} is older than a block time acted on before (after a
   * reorganisation): receipts rely on time not going back.
   *
   * <p>If more intents are valid than a batch may hold, those go first that were in no batch yet,
   * oldest receipt first; a quarter of the places is kept for the others, least recently batched
   * first.
   */
  CompletableFuture<Optional<Batch>> close(BlockRef block);

  /**
   * Remembers an award before its transaction is sent, so that a restarted node can look for it.
   */
  CompletableFuture<Void> recordAward(BatchAward award);

  /**
   * A winner of the batch was settled by this transaction; its fills take effect. Its place must
   * have an award and must not be settled already. A batch in flight stays so until {@link
   * #recordEnded}. It need not be in flight: an award given up can still be included, and a
   * settlement whose block left the chain can come back in another block.
   */
  CompletableFuture<Void> recordSettled(BatchSettlement settlement);

  /**
   * Nothing more of the batch in flight will settle; what was not filled of its intents is open
   * again. {@code reason} says why, for operators and owners.
   */
  CompletableFuture<Void> recordEnded(long batch, String reason);

  /**
   * The block holding a recorded settlement left the chain; its fills are undone and its intents
   * open again, or in the batch still if that is in flight. Other settlements of the batch stay.
   */
  CompletableFuture<Void> recordReverted(long batch, int place);

  /** An intent by its hash. */
  Optional<IntentRecord> find(Bytes32 intentHash);

  /** Intents of an owner, newest first, at most {@code limit}. */
  List<IntentRecord> byOwner(Address owner, int limit);

  /** Every intent that is open or in the batch in flight, in order of {@code seq}. */
  List<IntentRecord> live();

  /** A batch by its number. */
  Optional<BatchRecord> batch(long number);

  /** The batch in flight; after a restart its awards, if any, must be looked for on chain. */
  Optional<BatchRecord> inFlight();

  /** Number of intents that are open or in the batch in flight. */
  int openIntents();

  /**
   * Called on the journal's thread after sync, in journal order; must return quickly. Not called
   * for replayed past.
   */
  void addListener(SequencerListener listener);

  /** Writes what was accepted and closes the journal. */
  @Override
  void close();
}
