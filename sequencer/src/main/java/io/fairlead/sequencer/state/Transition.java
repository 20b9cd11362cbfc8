package io.fairlead.sequencer.state;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.SubmitOutcome;
import java.util.List;

/**
 * What one command did.
 *
 * @param changed whether the state is another one now, so that the command belongs in the journal
 * @param outcome the answer
 * @param events what listeners are told, in order
 * @param intents intents that changed, as they are now
 * @param batches batches that changed, as they are now
 * @param openIntents intents open or in flight afterwards
 */
public record Transition(
    boolean changed,
    Outcome outcome,
    List<SequencerEvent> events,
    List<IntentRecord> intents,
    List<BatchRecord> batches,
    int openIntents) {
  /** Copies the lists. */
  public Transition {
    events = List.copyOf(events);
    intents = List.copyOf(intents);
    batches = List.copyOf(batches);
  }

  static Transition none(Outcome outcome, int openIntents) {
    return new Transition(false, outcome, List.of(), List.of(), List.of(), openIntents);
  }

  /**
   * What a replay of the command must produce again: a new receipt's digest and signature, a new
   * batch's root, nothing for other commands. Kept in the journal beside the command.
   */
  public Bytes evidence() {
    return switch (outcome) {
      case Outcome.Submitted(SubmitOutcome.Accepted(SignedReceipt receipt, boolean fresh))
          when fresh ->
          Evidence.of(receipt);
      case Outcome.Closed(var batch) when batch != null -> Bytes.of(batch.root().bytes());
      case Outcome.Submitted _, Outcome.Closed _, Outcome.Cancelled _, Outcome.Recorded _ ->
          Bytes.EMPTY;
    };
  }
}
