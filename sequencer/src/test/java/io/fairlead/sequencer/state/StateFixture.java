package io.fairlead.sequencer.state;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static io.fairlead.sequencer.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** A state machine and the commands a test gives it. */
abstract class StateFixture {
  private static final ReceiptSealer SEALER = ReceiptSealer.signing(EIP712, SEQUENCER);

  static final Bytes SIGNATURE = Bytes.parse("0x5161");

  final Samples samples = new Samples(1);
  SequencerState state = new SequencerState(EIP712);

  @BeforeEach
  void configure() {
    apply(new Command.Configure(100, 1_000));
  }

  Transition apply(Command command) {
    return state.apply(command, SEALER);
  }

  Receipt submit(SignedIntent signed, long observed) {
    Outcome outcome = apply(new Command.Submit(signed, observed)).outcome();
    return ((SubmitOutcome.Accepted) ((Outcome.Submitted) outcome).answer()).receipt().receipt();
  }

  Bytes32 submit(Side side, boolean partiallyFillable) {
    SignedIntent signed = samples.intent(side, partiallyFillable, 0, 1_000);
    submit(signed, 0);
    return hash(signed);
  }

  Batch close(long time) {
    Batch batch =
        ((Outcome.Closed) apply(new Command.Close(samples.block(time))).outcome()).batch();
    assertThat(batch).isNotNull();
    return java.util.Objects.requireNonNull(batch);
  }

  Transition award(long batch, Bytes32... intents) {
    return apply(new Command.Award(samples.award(batch, List.of(intents))));
  }

  Transition settle(long batch, Bytes32 intentHash, Fill fill) {
    return apply(
        new Command.Settle(
            samples.settlement(batch, samples.block(9), Map.of(intentHash, fill)), true));
  }

  Transition settlePlace(int place, Bytes32 intentHash, Fill fill) {
    return apply(
        new Command.Settle(
            samples.settlement(1, place, samples.block(9), Map.of(intentHash, fill)), false));
  }

  Bytes32[] submitted(int count) {
    Bytes32[] ids = new Bytes32[count];
    for (int i = 0; i < count; i++) {
      ids[i] = submit(Side.SELL, false);
    }
    return ids;
  }

  Fill whole(Bytes32 intentHash) {
    return Samples.whole(intent(intentHash).signed());
  }

  IntentRecord intent(Bytes32 intentHash) {
    return state.intent(intentHash).orElseThrow();
  }

  static Fill fill(long sold, long bought) {
    return new Fill(BigInteger.valueOf(sold), BigInteger.valueOf(bought), BigInteger.ZERO);
  }

  static List<Bytes32> hashes(Batch batch) {
    return batch.entries().stream().map(BatchEntry::intentHash).toList();
  }

  static Fill part(Side side, long amount) {
    return side == Side.SELL ? fill(amount, 1) : fill(0, amount);
  }

  void assertRefused(Runnable command, String message) {
    IntentRecord before = intent(firstIntent());
    assertThatThrownBy(command::run)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining(message);
    assertThat(intent(firstIntent())).isEqualTo(before);
  }

  private Bytes32 firstIntent() {
    // The only intent these tests submit is the first that a second machine would be given.
    Samples again = new Samples(1);
    return hash(again.intent(Side.SELL, false, 0, 1_000));
  }
}
