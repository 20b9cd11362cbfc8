package io.fairlead.sequencer.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is cancelled, by signature or on chain, and when that takes effect. */
final class CancellationTest extends StateFixture {
  @Test
  void aCancellationWaitsForTheBatchInFlight() {
    Bytes32 id = submit(Side.SELL, false);
    long wanted = Progress.wanted(intent(id)).longValueExact();
    close(10);
    assertThat(apply(new Command.Cancel(id, SIGNATURE)).outcome())
        .isEqualTo(new Outcome.Cancelled(new CancelOutcome.Pending(1)));
    assertThat(apply(new Command.Cancel(id, Bytes.EMPTY)).changed()).isFalse();
    assertThat(intent(id).cancelSignature()).isEqualTo(SIGNATURE);
    award(1, id);
    settle(1, id, fill(wanted, 1));
    assertThat(intent(id).status()).isEqualTo(IntentStatus.FILLED);
    BatchSettlement settled = state.batch(1).orElseThrow().settlement(0).orElseThrow();
    Transition reverted = apply(new Command.Revert(1, 0));
    assertThat(reverted.events())
        .containsExactly(
            new SequencerEvent.Reverted(settled), new SequencerEvent.Cancelled(id, false));
    assertThat(intent(id).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(intent(id).cancelSignature()).isEqualTo(SIGNATURE);
    assertThat(apply(new Command.Cancel(samples.word(), SIGNATURE)).outcome())
        .isEqualTo(new Outcome.Cancelled(new CancelOutcome.Unknown()));
  }

  @Test
  void whatIsCancelledOnChainEndsAtOnceAndSaysSo() {
    Bytes32 id = submit(Side.SELL, true);
    Transition cancelled = apply(new Command.CancelOnChain(id));
    assertThat(cancelled.outcome()).isEqualTo(new Outcome.Cancelled(new CancelOutcome.Cancelled()));
    assertThat(cancelled.events()).containsExactly(new SequencerEvent.Cancelled(id, true));
    assertThat(cancelled.openIntents()).isZero();
    assertThat(intent(id).status()).isEqualTo(IntentStatus.CANCELLED);
    assertThat(intent(id).cancelledOnChain()).isTrue();
    assertThat(intent(id).cancelSignature()).isEqualTo(Bytes.EMPTY);
    assertThat(((Outcome.Closed) apply(new Command.Close(samples.block(10))).outcome()).batch())
        .as("nothing is left for a batch")
        .isNull();
    for (Command again :
        List.of(new Command.CancelOnChain(id), new Command.Cancel(id, SIGNATURE))) {
      Transition none = apply(again);
      assertThat(none.changed()).isFalse();
      assertThat(none.outcome())
          .isEqualTo(new Outcome.Cancelled(new CancelOutcome.AlreadyFinal(IntentStatus.CANCELLED)));
    }
    assertThat(apply(new Command.CancelOnChain(samples.word())).outcome())
        .isEqualTo(new Outcome.Cancelled(new CancelOutcome.Unknown()));
  }

  @Test
  void whatIsCancelledOnChainInABatchEndsWithItUnlessFilled() {
    Bytes32 filled = submit(Side.SELL, false);
    Bytes32 left = submit(Side.SELL, false);
    long wanted = Progress.wanted(intent(filled)).longValueExact();
    close(10);
    assertThat(apply(new Command.CancelOnChain(filled)).outcome())
        .isEqualTo(new Outcome.Cancelled(new CancelOutcome.Pending(1)));
    apply(new Command.CancelOnChain(left));
    assertThat(apply(new Command.CancelOnChain(left)).changed()).isFalse();
    award(1, filled);
    assertThat(settle(1, filled, fill(wanted, 1)).events())
        .endsWith(new SequencerEvent.Cancelled(left, true));
    assertThat(intent(filled).status()).isEqualTo(IntentStatus.FILLED);
    assertThat(intent(left).status()).isEqualTo(IntentStatus.CANCELLED);
    BatchSettlement settled = state.batch(1).orElseThrow().settlement(0).orElseThrow();
    assertThat(apply(new Command.Revert(1, 0)).events())
        .containsExactly(
            new SequencerEvent.Reverted(settled), new SequencerEvent.Cancelled(filled, true));
  }

  @Test
  void aSignedCancellationThatWaitsKeepsItsSignature() {
    Bytes32 id = submit(Side.SELL, false);
    close(10);
    apply(new Command.Cancel(id, SIGNATURE));
    assertThat(apply(new Command.CancelOnChain(id)).changed()).isFalse();
    assertThat(intent(id).cancelSignature()).isEqualTo(SIGNATURE);
    assertThat(intent(id).cancelledOnChain()).isFalse();
  }

  @Test
  void aPendingCancellationTakesEffectWhenTheBatchIsGivenUp() {
    Bytes32 id = submit(Side.SELL, false);
    close(10);
    apply(new Command.Cancel(id, SIGNATURE));
    assertThat(apply(new Command.End(1, "no")).events())
        .containsExactly(
            new SequencerEvent.Ended(1, "no"), new SequencerEvent.Cancelled(id, false));
    assertThat(intent(id).status()).isEqualTo(IntentStatus.CANCELLED);
  }
}
