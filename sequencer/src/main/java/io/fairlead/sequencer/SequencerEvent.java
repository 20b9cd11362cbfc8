package io.fairlead.sequencer;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.IntentRecord;

/** Something that happened and is durable. */
public sealed interface SequencerEvent {
  /** A new intent was accepted. */
  record Accepted(IntentRecord intent) implements SequencerEvent {}

  /**
   * An intent was cancelled.
   *
   * @param onChain whether by a transaction of its owner rather than a signature
   */
  record Cancelled(Bytes32 intentHash, boolean onChain) implements SequencerEvent {}

  /** An intent's window ended before it was filled completely. */
  record Expired(Bytes32 intentHash) implements SequencerEvent {}

  /** A batch was fixed. */
  record Closed(Batch batch) implements SequencerEvent {}

  /** A settlement is about to be sent. */
  record Awarded(BatchAward award) implements SequencerEvent {}

  /** A winner's settlement is on chain. */
  record Settled(BatchSettlement settlement) implements SequencerEvent {}

  /**
   * The batch has ended.
   *
   * @param reason why what was not filled was not
   */
  record Ended(long batch, String reason) implements SequencerEvent {}

  /** A settlement left the chain. */
  record Reverted(BatchSettlement settlement) implements SequencerEvent {}
}
