package io.fairlead.sequencer.state;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.IntentStatus;
import io.fairlead.sequencer.intent.SubmitOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SequencerStateTest extends StateFixture {
  @Test
  void arrivalOrderLeavesNoTraceInTheBatch() {
    List<SignedIntent> arrivals = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      arrivals.add(samples.intent(0, 1_000));
    }
    Batch first = null;
    for (long seed = 0; seed < 20; seed++) {
      state = new SequencerState(EIP712);
      apply(new Command.Configure(100, 1_000));
      Collections.shuffle(arrivals, new Random(seed));
      arrivals.forEach(signed -> submit(signed, 0));
      submit(arrivals.getFirst(), 0);
      Batch batch =
          ((Outcome.Closed) apply(new Command.Close(new Samples(5).block(500))).outcome()).batch();
      if (first == null) {
        first = batch;
        assertThat(java.util.Objects.requireNonNull(batch).entries()).hasSize(100);
      }
      assertThat(batch).as("seed %d", seed).isEqualTo(first);
    }
  }

  @Test
  void aBoundIsPromisedOnlyToAnOpenWindow() {
    assertThat(submit(samples.intent(0, 50), 0).lastBatch()).isEqualTo(1);
    assertThat(submit(samples.intent(10, 50), 0).lastBatch()).isEqualTo(Receipt.NO_BOUND);
    assertThat(submit(samples.intent(10, 50), 10).lastBatch()).isEqualTo(1);
    assertThat(submit(samples.intent(10, 50), 0).lastBatch()).isEqualTo(1);
    assertThat(submit(samples.intent(11, 50), 0).lastBatch()).isEqualTo(Receipt.NO_BOUND);
    assertThat(submit(samples.intent(0, 9), 0).lastBatch()).isEqualTo(Receipt.NO_BOUND);
    // Time was 10, so that an older block could break the promise: it closes nothing.
    assertThat(apply(new Command.Close(samples.block(9))).changed()).isFalse();
    assertThat(close(10).entries()).hasSize(4);
    assertThat(submit(samples.intent(0, 50), 0).firstBatch()).isEqualTo(2);
  }

  @Test
  void theCrowdIsPromisedLaterBatchesAndNobodyIsStarved() {
    apply(new Command.Configure(8, 1_000));
    for (int i = 0; i < 20; i++) {
      // Two of eight places are kept for those tried before, so that six are certain.
      assertThat(submit(samples.intent(0, 1_000), 0).lastBatch()).isEqualTo(1 + i / 6);
    }
    List<Bytes32> first = hashes(close(10));
    assertThat(first).hasSize(8);
    apply(new Command.End(1, "no"));
    List<Bytes32> second = hashes(close(11));
    assertThat(second).hasSize(8);
    assertThat(second.stream().filter(first::contains)).hasSize(2);
  }

  @Test
  void aReceiptOutranksALimitLoweredLater() {
    for (int i = 0; i < 60; i++) {
      assertThat(submit(samples.intent(0, 1_000), 0).lastBatch()).isEqualTo(1);
    }
    apply(new Command.Configure(10, 1_000));
    assertThat(submit(samples.intent(0, 1_000), 0).lastBatch()).isEqualTo(1 + 60 / 8);
    assertThat(close(10).entries()).hasSize(60);
  }

  @Test
  void noMoreIntentsAreOpenThanAllowed() {
    apply(new Command.Configure(100, 2));
    Bytes32 one = submit(Side.SELL, false);
    submit(Side.SELL, false);
    Transition full = apply(new Command.Submit(samples.intent(0, 9), 0));
    assertThat(full.outcome()).isEqualTo(new Outcome.Submitted(new SubmitOutcome.Full(2)));
    assertThat(full.changed()).isFalse();
    apply(new Command.Cancel(one, SIGNATURE));
    submit(Side.SELL, false);
    assertThat(state.receipts()).isEqualTo(3);
  }

  @Test
  void partsAddUpAndOneWeiLeftIsARest() {
    long time = 10;
    for (Side side : Side.values()) {
      Bytes32 id = submit(side, true);
      long wanted = Progress.wanted(intent(id)).longValueExact();
      Batch batch = close(time++);
      award(batch.number(), id);
      settle(batch.number(), id, part(side, wanted - 1));
      assertThat(intent(id).status()).isEqualTo(IntentStatus.OPEN);
      Batch next = close(time++);
      assertThat(next.entries().getFirst().filledBefore()).isEqualTo(wanted - 1);
      award(next.number(), id);
      assertThatThrownBy(() -> settle(next.number(), id, part(side, 2)))
          .isInstanceOf(IllegalStateException.class);
      settle(next.number(), id, part(side, 1));
      assertThat(intent(id).status()).isEqualTo(IntentStatus.FILLED);
      assertThat(intent(id).settledIn()).containsExactly(batch.number(), next.number());
    }
  }

  @Test
  void whatExpiredMeanwhileDoesNotReopenAfterARevert() {
    SignedIntent signed = samples.intent(0, 20);
    submit(signed, 0);
    Bytes32 id = hash(signed);
    close(10);
    award(1, id);
    settle(1, id, Samples.whole(signed));
    submit(Side.SELL, false);
    close(21);
    BatchSettlement settled = state.batch(1).orElseThrow().settlement(0).orElseThrow();
    assertThat(apply(new Command.Revert(1, 0)).events())
        .containsExactly(new SequencerEvent.Reverted(settled), new SequencerEvent.Expired(id));
    // The transaction comes back in another block of the new branch.
    settle(1, id, Samples.whole(signed));
    assertThat(intent(id).status()).isEqualTo(IntentStatus.FILLED);
    BatchRecord record = state.batch(1).orElseThrow();
    assertThat(record.stage()).isEqualTo(BatchStage.SETTLED);
    assertThat(state.batch(2).orElseThrow().stage()).isEqualTo(BatchStage.CLOSED);
  }

  @Test
  void eachWinnerSettlesForItselfAndTheBatchEndsOnlyWhenItIsSaid() {
    Bytes32[] ids = submitted(3);
    close(10);
    for (int place = 0; place < 3; place++) {
      apply(new Command.Award(samples.award(1, place, List.of(ids[place]))));
    }
    Transition second = settlePlace(1, ids[1], whole(ids[1]));
    assertThat(second.events()).hasSize(1);
    assertThat(intent(ids[1]).status()).isEqualTo(IntentStatus.FILLED);
    assertThat(intent(ids[0]).status()).isEqualTo(IntentStatus.IN_BATCH);
    assertThat(apply(new Command.Close(samples.block(11))).changed()).isFalse();
    settlePlace(0, ids[0], whole(ids[0]));
    BatchRecord record = state.batch(1).orElseThrow();
    assertThat(record.stage()).isEqualTo(BatchStage.AWARDED);
    assertThat(record.settlements()).extracting(BatchSettlement::place).containsExactly(0, 1);
    assertThat(record.unsettledAwards()).extracting(BatchAward::place).containsExactly(2);

    assertThat(apply(new Command.End(1, "missed")).events())
        .containsExactly(new SequencerEvent.Ended(1, "missed"));
    assertThat(state.batch(1).orElseThrow().stage()).isEqualTo(BatchStage.SETTLED);
    assertThat(state.batch(1).orElseThrow().reason()).isEqualTo("missed");
    assertThat(intent(ids[2]).status()).isEqualTo(IntentStatus.OPEN);
    // Its award lands after all, while it can.
    settlePlace(2, ids[2], whole(ids[2]));
    assertThat(intent(ids[2]).status()).isEqualTo(IntentStatus.FILLED);
    assertThat(state.batch(1).orElseThrow().settlements()).hasSize(3);
  }

  @Test
  void aReorganisationTakesBackOnlyTheSettlementInItsBlock() {
    Bytes32[] ids = submitted(2);
    close(10);
    for (int place = 0; place < 2; place++) {
      apply(new Command.Award(samples.award(1, place, List.of(ids[place]))));
      settlePlace(place, ids[place], whole(ids[place]));
    }
    apply(new Command.Revert(1, 1));
    assertThat(intent(ids[1]).status())
        .as("the batch is in flight")
        .isEqualTo(IntentStatus.IN_BATCH);
    assertThat(intent(ids[0]).status()).isEqualTo(IntentStatus.FILLED);
    settlePlace(1, ids[1], whole(ids[1]));
    apply(new Command.End(1, ""));

    apply(new Command.Revert(1, 0));
    assertThat(intent(ids[0]).status()).isEqualTo(IntentStatus.OPEN);
    assertThat(intent(ids[1]).status()).isEqualTo(IntentStatus.FILLED);
    assertThat(state.batch(1).orElseThrow().stage()).isEqualTo(BatchStage.SETTLED);
    assertRefused(() -> apply(new Command.Revert(1, 0)), "not settled");
    apply(new Command.Revert(1, 1));
    assertThat(state.batch(1).orElseThrow().stage()).isEqualTo(BatchStage.UNSETTLED);
    assertThat(intent(ids[1]).status()).isEqualTo(IntentStatus.OPEN);
  }

  @Test
  void aSettledPlaceIsNotAwardedAgainAndAnUnawardedOneDoesNotSettle() {
    Bytes32[] ids = submitted(2);
    close(10);
    apply(new Command.Award(samples.award(1, 0, List.of(ids[0]))));
    assertRefused(() -> settlePlace(1, ids[0], whole(ids[0])), "no award to settle in place 1");
    settlePlace(0, ids[0], whole(ids[0]));
    assertRefused(
        () -> apply(new Command.Award(samples.award(1, 0, List.of(ids[1])))), "is settled");
  }

  @Test
  void closingOnlyToExpireUsesNoNumber() {
    SignedIntent signed = samples.intent(0, 20);
    submit(signed, 0);
    assertThat(apply(new Command.Close(samples.block(10))).changed()).isTrue();
    apply(new Command.End(1, "no"));
    Transition expiry = apply(new Command.Close(samples.block(21)));
    assertThat(expiry.changed()).isTrue();
    assertThat(expiry.outcome()).isEqualTo(new Outcome.Closed(null));
    assertThat(expiry.events()).containsExactly(new SequencerEvent.Expired(hash(signed)));
    assertThat(apply(new Command.Close(samples.block(22))).changed()).isFalse();
    assertThat(state.batches()).isEqualTo(1);
  }

  @Test
  void commandsThatDoNotFitAreRefusedWithoutTrace() {
    Bytes32 id = submit(Side.SELL, false);
    long wanted = Progress.wanted(intent(id)).longValueExact();
    Bytes32 foreign = samples.word();
    assertRefused(() -> award(1, id), "not in flight");
    assertRefused(() -> apply(new Command.End(1, "no")), "not in flight");
    assertRefused(() -> apply(new Command.Revert(1, 0)), "no batch 1");
    close(10);
    assertRefused(() -> award(2, id), "not in flight");
    assertRefused(() -> award(1, foreign), "not in batch 1");
    assertRefused(() -> settle(1, id, fill(wanted, 1)), "no award");
    assertRefused(() -> apply(new Command.Revert(1, 0)), "not settled");
    award(1, id);
    assertRefused(() -> settle(1, id, fill(wanted + 1, 1)), "more than the signed amount");
    assertRefused(() -> settle(1, id, fill(wanted - 1, 1)), "a part of");
    assertRefused(() -> settle(1, id, fill(-1, 1)), "impossible fill");
    assertRefused(() -> apply(new Command.Close(samples.block(1L << 32))), "uint32");
    settle(1, id, fill(wanted, 1));
    assertRefused(() -> settle(1, id, fill(wanted, 1)), "no award to settle");
    assertRefused(() -> apply(new Command.End(1, "no")), "not in flight");
  }

  @Test
  void whatASolverBringsAlongIsNobodysInTheBatch() {
    Bytes32 id = submit(Side.SELL, false);
    long wanted = Progress.wanted(intent(id)).longValueExact();
    close(10);
    award(1, id);
    Map<Bytes32, Fill> fills = Map.of(samples.word(), fill(7, 9), id, fill(wanted, 1));
    apply(new Command.Settle(samples.settlement(1, samples.block(9), fills), true));
    assertThat(state.batch(1).orElseThrow().stage()).isEqualTo(BatchStage.SETTLED);
    assertThat(intent(id).status()).isEqualTo(IntentStatus.FILLED);
    apply(new Command.Revert(1, 0));
    assertThat(intent(id).sold()).isZero();
  }
}
