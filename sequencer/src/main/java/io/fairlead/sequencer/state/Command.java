package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;

/** Input of the state machine; what changed something is in the journal, in order. */
public sealed interface Command {

  /**
   * Limits from here on.
   *
   * @param maxBatchEntries most intents in one batch, at least 2
   * @param maxOpenIntents most intents open or in the batch in flight
   */
  record Configure(int maxBatchEntries, int maxOpenIntents) implements Command {}

  /**
   * Accept an intent or a basket.
   *
   * @param signed what its owner signed
   * @param observedTime newest block time the submitter knew of, Unix seconds; 0 if none
   */
  record Submit(SignedTerms signed, long observedTime) implements Command {}

  /**
   * Cancel an intent.
   *
   * @param signature by which its owner asked; no bytes if it is not known
   */
  record Cancel(Bytes32 intentHash, Bytes signature) implements Command {}

  /** An intent's owner has cancelled its nonce by a transaction. */
  record CancelOnChain(Bytes32 intentHash) implements Command {}

  /** Fix the next batch. */
  record Close(BlockRef block) implements Command {}

  /** A settlement is about to be sent. */
  record Award(BatchAward award) implements Command {}

  /**
   * A settlement is on chain.
   *
   * @param ends whether that ends the batch, as it did in journals of a time when a batch had one
   *     winner; otherwise {@link End} does
   */
  record Settle(BatchSettlement settlement, boolean ends) implements Command {}

  /** Nothing more of the batch in flight will settle. */
  record End(long batch, String reason) implements Command {}

  /** A settlement left the chain. */
  record Revert(long batch, int place) implements Command {}
}
