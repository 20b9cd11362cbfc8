package io.fairlead.relay.batching;

import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.IntentStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A node that was killed in the middle of a batch goes on where the chain is. */
class BatchRecoveryTest extends BatchCycleFixture {
  @Test
  void killedAfterTheAwardAndLandedMeanwhile() {
    sequencer.submit(signed(sell(0))).join();
    auction.behaviour =
        batch -> {
          award(batch, 105);
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> cycle.head(block(101))).hasMessage("killed");
    Batch batch = sequencer.batch(1).orElseThrow().batch();
    restart();
    chain.settlements.add(settlement(batch, block(103)));
    cycle.head(block(110));
    assertThat(stage(1)).isEqualTo(BatchStage.SETTLED);
    assertThat(status(0)).isEqualTo(IntentStatus.FILLED);
    assertThat(auction.told).containsExactly("ended 1 with 1");
    assertThat(auction.runs).containsExactly(1L);
  }

  @Test
  void killedAfterTheAwardAndNeverLanded() {
    sequencer.submit(signed(sell(0))).join();
    auction.behaviour =
        batch -> {
          award(batch, 105);
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> cycle.head(block(101))).hasMessage("killed");
    restart();
    auction.behaviour = _ -> new BatchAuction.Result(List.of(), "nobody came");
    cycle.head(block(105));
    assertThat(stage(1)).as("it can still land in block 105").isEqualTo(BatchStage.AWARDED);
    assertThat(auction.runs).containsExactly(1L);
    cycle.head(block(106));
    assertThat(sequencer.batch(1).orElseThrow().reason()).isEqualTo("not on chain by block 105");
    assertThat(auction.told).containsExactly("ended 1 with 0");
    assertThat(auction.runs).as("the next batch follows at once").containsExactly(1L, 2L);
  }

  @Test
  void killedBetweenTwoWinnersTheSecondOfWhichMisses() {
    Batch batch = killedBetweenTwoWinners();
    cycle.head(block(104));
    assertThat(stage(1)).as("the second can still land").isEqualTo(BatchStage.AWARDED);
    assertThat(statusOf(batch, 0)).isEqualTo(IntentStatus.FILLED);
    assertThat(statusOf(batch, 1)).isEqualTo(IntentStatus.IN_BATCH);
    assertThat(auction.runs).containsExactly(1L);
    cycle.head(block(105));
    assertThat(stage(1)).isEqualTo(BatchStage.SETTLED);
    assertThat(sequencer.batch(1).orElseThrow().reason()).isEqualTo("not on chain by block 104");
    assertThat(auction.told).containsExactly("ended 1 with 1");
    assertThat(statusOf(batch, 1)).isNotEqualTo(IntentStatus.FILLED);
    assertThat(entries(2)).containsExactly(batch.entries().get(1).intentHash());
    assertThat(outcomes).startsWith("settled");
  }

  @Test
  void killedBetweenTwoWinnersTheSecondOfWhichLandsMeanwhile() {
    Batch batch = killedBetweenTwoWinners();
    chain.settlements.add(settlement(batch, 1, block(103), one(batch, 1)));
    cycle.head(block(103));
    assertThat(stage(1)).as("no award is open").isEqualTo(BatchStage.SETTLED);
    assertThat(auction.told).containsExactly("ended 1 with 2");
    assertThat(statusOf(batch, 0)).isEqualTo(IntentStatus.FILLED);
    assertThat(statusOf(batch, 1)).isEqualTo(IntentStatus.FILLED);
    assertThat(auction.runs).containsExactly(1L);
  }

  @Test
  void killedBeforeAnAwardTheSameSetIsAuctionedAgain() {
    sequencer.submit(signed(sell(0))).join();
    auction.behaviour =
        _ -> {
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> cycle.head(block(101))).hasMessage("killed");
    restart();
    auction.behaviour = _ -> new BatchAuction.Result(List.of(), "nobody came");
    cycle.head(block(102));
    assertThat(auction.runs).startsWith(1L, 1L);
    assertThat(stage(1)).isEqualTo(BatchStage.UNSETTLED);
  }

  @Test
  void aReorganisationDuringDownTimeIsNoticed() {
    settleOne();
    chain.gone.add(chain.settlements.getFirst().block().hash());
    chain.settlements.clear();
    restart();
    auction.behaviour = _ -> new BatchAuction.Result(List.of(), "nobody came");
    cycle.head(block(110, "b"));
    assertThat(stage(1)).isEqualTo(BatchStage.UNSETTLED);
    assertThat(status(0)).isEqualTo(IntentStatus.OPEN);
  }
}
