package io.fairlead.sequencer;

import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.journal.CommandCodec;
import io.fairlead.sequencer.journal.Journal;
import io.fairlead.sequencer.journal.JournalEntry;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import io.fairlead.sequencer.state.Command;
import io.fairlead.sequencer.state.Evidence;
import io.fairlead.sequencer.state.IllegalCommandException;
import io.fairlead.sequencer.state.SequencerState;
import io.fairlead.sequencer.state.Transition;

/**
 * Rebuilds the state from the journal. Signatures are taken from it rather than made again; every
 * other consequence is computed anew and must agree with what was recorded beside the command.
 */
final class Recovery implements Journal.Reader {
  private final SequencerState state;
  private final Eip712 eip712;
  private final PublishedView view;

  Recovery(SequencerState state, Eip712 eip712, PublishedView view) {
    this.state = state;
    this.eip712 = eip712;
    this.view = view;
  }

  @Override
  public void read(long number, JournalEntry entry) {
    Command command = CommandCodec.decode(entry.command());
    // A submission that accepts nothing was never journaled, so that each one has evidence.
    ReceiptSealer sealer =
        command instanceof Command.Submit
            ? ReceiptSealer.replaying(eip712, Evidence.signature(entry.evidence()))
            : Recovery::unexpected;
    Transition transition;
    try {
      transition = state.apply(command, sealer);
    } catch (IllegalCommandException e) {
      throw new IllegalArgumentException("it does not fit those before: " + e.getMessage(), e);
    }
    if (!transition.changed()) {
      throw new IllegalArgumentException("it changes nothing");
    }
    if (!transition.evidence().equals(entry.evidence())) {
      throw new IllegalArgumentException("replay comes to another result");
    }
    view.publish(transition);
  }

  private static SignedReceipt unexpected(Object receipt) {
    throw new IllegalStateException("not a submission, yet there is a receipt: " + receipt);
  }
}
