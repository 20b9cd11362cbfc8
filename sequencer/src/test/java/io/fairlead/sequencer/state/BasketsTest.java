package io.fairlead.sequencer.state;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static io.fairlead.sequencer.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import io.fairlead.sequencer.batch.BatchSettlement.IntentFill;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import java.math.BigInteger;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Baskets take the way of intents, counted in units. */
final class BasketsTest {
  private static final ReceiptSealer SEALER = ReceiptSealer.signing(EIP712, SEQUENCER);

  private final Samples samples = new Samples(1);
  private final SequencerState state = new SequencerState(EIP712);

  @BeforeEach
  void configure() {
    apply(new Command.Configure(100, 1_000));
  }

  private Transition apply(Command command) {
    return state.apply(command, SEALER);
  }

  private Bytes32 submit(SignedBasket basket) {
    apply(new Command.Submit(basket, 0));
    return hash(basket);
  }

  private Batch close(long time) {
    return Objects.requireNonNull(
        ((Outcome.Closed) apply(new Command.Close(samples.block(time))).outcome()).batch());
  }

  private void settle(long batch, List<IntentFill> fills, List<BasketFill> baskets) {
    apply(new Command.Award(samples.award(batch, List.of())));
    apply(
        new Command.Settle(
            new BatchSettlement(batch, 0, samples.word(), samples.block(9), 1, fills, baskets),
            false));
  }

  private void end(long batch) {
    apply(new Command.End(batch, ""));
  }

  private IntentRecord record(Bytes32 hash) {
    return state.intent(hash).orElseThrow();
  }

  private static BasketFill fill(Bytes32 hash, long units, long quote) {
    return new BasketFill(hash, BigInteger.valueOf(units), BigInteger.valueOf(quote));
  }

  @Test
  void unitsAddUpAndNetAmountsStandBySign() {
    Bytes32 id = submit(samples.basket(5, 0, 1_000));
    Batch first = close(10);
    assertThat(first.entries()).extracting(BatchEntry::intentHash).containsExactly(id);
    settle(1, List.of(), List.of(fill(id, 2, -70)));
    assertThat(record(id).status()).isEqualTo(IntentStatus.IN_BATCH);
    end(1);
    assertThat(record(id).status()).isEqualTo(IntentStatus.OPEN);
    assertThat(record(id).units()).isEqualTo(2);
    assertThat(record(id).sold()).isEqualTo(70);
    assertThat(record(id).bought()).isZero();

    assertThat(close(11).entries().getFirst().filledBefore()).isEqualTo(2);
    assertThatThrownBy(() -> settle(2, List.of(), List.of(fill(id, 4, 1))))
        .isInstanceOf(IllegalCommandException.class)
        .hasMessageContaining("more than the signed amount");
    settle(2, List.of(), List.of(fill(id, 3, 30)));
    assertThat(record(id).status()).isEqualTo(IntentStatus.FILLED);
    assertThat(record(id).bought()).isEqualTo(30);
    end(2);

    apply(new Command.Revert(2, 0));
    assertThat(record(id).status()).isEqualTo(IntentStatus.OPEN);
    assertThat(record(id).units()).isEqualTo(2);
    assertThat(record(id).bought()).isZero();
  }

  @Test
  void aFillOfTheOtherKindIsRefused() {
    Bytes32 basket = submit(samples.basket(1, 0, 1_000));
    SignedIntent signed = samples.intent(0, 1_000);
    apply(new Command.Submit(signed, 0));
    close(10);
    Fill one = new Fill(BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);
    assertThatThrownBy(() -> settle(1, List.of(new IntentFill(basket, one)), List.of()))
        .isInstanceOf(IllegalCommandException.class);
    assertThatThrownBy(() -> settle(1, List.of(), List.of(fill(hash(signed), 1, 5))))
        .isInstanceOf(IllegalCommandException.class);
    assertThatThrownBy(() -> settle(1, List.of(), List.of(fill(basket, 0, 5))))
        .isInstanceOf(IllegalCommandException.class)
        .hasMessageContaining("impossible");
    settle(
        1,
        List.of(new IntentFill(hash(signed), Samples.whole(signed))),
        List.of(fill(basket, 1, 0)));
    assertThat(record(basket).status()).isEqualTo(IntentStatus.FILLED);
    assertThat(record(hash(signed)).status()).isEqualTo(IntentStatus.FILLED);
  }

  @Test
  void expiresAndIsRepeatedLikeAnIntent() {
    SignedBasket basket = samples.basket(3, 0, 100);
    Bytes32 id = submit(basket);
    Outcome again = apply(new Command.Submit(basket, 0)).outcome();
    assertThat(((Outcome.Submitted) again).answer())
        .isEqualTo(new SubmitOutcome.Accepted(record(id).receipt(), false));
    apply(new Command.Close(samples.block(101)));
    assertThat(record(id).status()).isEqualTo(IntentStatus.EXPIRED);
    assertThatThrownBy(() -> apply(new Command.Submit(samples.basket(0, 0, 500), 0)))
        .isInstanceOf(IllegalCommandException.class)
        .hasMessageContaining("nothing to fill");
  }
}
