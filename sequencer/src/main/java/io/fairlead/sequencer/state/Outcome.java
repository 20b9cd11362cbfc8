package io.fairlead.sequencer.state;

import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.SubmitOutcome;
import org.jspecify.annotations.Nullable;

/** What a command's sender is told. */
public sealed interface Outcome {
  /** Answer to {@link Command.Submit}. */
  record Submitted(SubmitOutcome answer) implements Outcome {}

  /** Answer to {@link Command.Cancel} and {@link Command.CancelOnChain}. */
  record Cancelled(CancelOutcome answer) implements Outcome {}

  /**
   * Answer to {@link Command.Close}.
   *
   * @param batch the batch, if one was fixed
   */
  record Closed(@Nullable Batch batch) implements Outcome {}

  /** Nothing more to say than that it is so. */
  record Recorded() implements Outcome {}
}
