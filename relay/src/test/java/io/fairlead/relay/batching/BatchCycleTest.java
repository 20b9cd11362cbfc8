package io.fairlead.relay.batching;

import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.IntentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchCycleTest extends BatchCycleFixture {
  @Test
  void aSettledBatchIsRecordedOnceThoughTheChainTellsItAgain() {
    settleOne();
  }

  @Test
  void withoutSolutionIntentsAreOpenAgainAndTheNextHeadTriesAgain() {
    sequencer.submit(signed(sell(0))).join();
    cycle.head(block(101));
    assertThat(sequencer.batch(1).orElseThrow().reason()).isEqualTo("nobody came");
    assertThat(status(0)).isEqualTo(IntentStatus.OPEN);
    cycle.head(block(102));
    assertThat(auction.runs).containsExactly(1L, 2L);
  }

  @Test
  void batchesKeepTheirDistanceInBlocks() {
    cycle = cycle(3);
    sequencer.submit(signed(sell(0))).join();
    for (long number = 101; number <= 107; number++) {
      cycle.head(block(number));
    }
    assertThat(sequencer.batch(1).orElseThrow().batch().block().number()).isEqualTo(101);
    assertThat(sequencer.batch(2).orElseThrow().batch().block().number()).isEqualTo(104);
    assertThat(sequencer.batch(3).orElseThrow().batch().block().number()).isEqualTo(107);
  }

  @Test
  void ofTwoSettlementsOnlyTheOneWhoseBlockLeftTheChainIsTakenBack() {
    Batch batch = killedBetweenTwoWinners();
    BatchSettlement second = settlement(batch, 1, block(103), one(batch, 1));
    chain.settlements.add(second);
    cycle.head(block(103));
    chain.settlements.remove(second);
    chain.gone.add(second.block().hash());
    cycle.reorganised(List.of(block(103)));
    cycle.head(block(103, "b"));
    assertThat(outcomes).startsWith("settled", "reverted");
    assertThat(sequencer.batch(1).orElseThrow().settlements()).hasSize(1);
    assertThat(stage(1)).isEqualTo(BatchStage.SETTLED);
    assertThat(statusOf(batch, 0)).isEqualTo(IntentStatus.FILLED);
    assertThat(statusOf(batch, 1)).isNotEqualTo(IntentStatus.FILLED);

    // Its transaction comes back in another block, and a restart does not lose sight of it.
    restart();
    chain.settlements.add(settlement(batch, 1, block(104, "b"), one(batch, 1)));
    cycle.head(block(104, "b"));
    assertThat(sequencer.batch(1).orElseThrow().settlements()).hasSize(2);
    assertThat(statusOf(batch, 1)).isEqualTo(IntentStatus.FILLED);
  }

  @Test
  void anAuctionThatCannotBeHeldIsGivenUp() {
    sequencer.submit(signed(sell(0))).join();
    auction.behaviour =
        _ -> {
          throw new IllegalStateException("broken");
        };
    for (long number = 101; number <= 103; number++) {
      BlockRef head = block(number);
      assertThatThrownBy(() -> cycle.head(head)).hasMessage("broken");
    }
    auction.behaviour = _ -> new BatchAuction.Result(List.of(), "nobody came");
    cycle.head(block(104));
    assertThat(sequencer.batch(1).orElseThrow().reason())
        .isEqualTo("the auction could not be held");
    assertThat(auction.runs).containsExactly(1L, 1L, 1L, 2L);
  }

  @Test
  void aSettlementWhoseBlockLeavesTheChainIsTakenBackAndMayComeBack() {
    settleOne();
    auction.behaviour = _ -> new BatchAuction.Result(List.of(), "nobody came");
    BatchSettlement first = chain.settlements.getFirst();
    chain.settlements.clear();
    chain.gone.add(first.block().hash());
    cycle.reorganised(List.of(block(103), block(102)));
    cycle.head(block(103, "b"));
    assertThat(outcomes).startsWith("settled", "reverted");
    assertThat(status(0)).isEqualTo(IntentStatus.OPEN);
    assertThat(auction.runs).containsExactly(1L, 2L);

    Batch batch = sequencer.batch(1).orElseThrow().batch();
    chain.settlements.add(settlement(batch, block(104, "b")));
    cycle.head(block(104, "b"));
    assertThat(stage(1)).isEqualTo(BatchStage.SETTLED);
    assertThat(status(0)).isEqualTo(IntentStatus.FILLED);
  }

  @Test
  void settlementsThatNobodyAwardedAreNotBelieved() {
    sequencer.submit(signed(sell(0))).join();
    cycle.head(block(101));
    Batch batch = sequencer.batch(1).orElseThrow().batch();
    chain.settlements.add(settlement(batch, block(102)));
    cycle.head(block(102));
    assertThat(stage(1)).isEqualTo(BatchStage.UNSETTLED);
    assertThat(status(0)).isEqualTo(IntentStatus.OPEN);
  }

  @Test
  void aChainThatDoesNotAnswerStopsNothingForGood() {
    sequencer.submit(signed(sell(0))).join();
    chain.broken = true;
    assertThatThrownBy(() -> cycle.head(block(101))).isInstanceOf(ChainException.class);
    assertThat(auction.runs).isEmpty();
    chain.broken = false;
    cycle.head(block(102));
    assertThat(auction.runs).containsExactly(1L);
  }
}
