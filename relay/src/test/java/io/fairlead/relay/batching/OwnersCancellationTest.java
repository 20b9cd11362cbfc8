package io.fairlead.relay.batching;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.sequencer.intent.IntentStatus;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What owners cancel on chain ends in the journal too. */
class OwnersCancellationTest extends BatchCycleFixture {
  private static CancelledNonces cancelled(Funding funding, Address owner, long word, long mask) {
    return new CancelledNonces(funding, owner, BigInteger.valueOf(word), BigInteger.valueOf(mask));
  }

  @Test
  void whatItsOwnerCancelsOnChainIsInNoFurtherBatch() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.submit(signed(sell(1))).join();
    cycle.head(block(101));
    assertThat(entries(1)).hasSize(2);
    chain.cancelled.put(102L, cancelled(Funding.ALLOWANCE, ALICE.address(), 0, 0b01));
    cycle.head(block(102));
    assertThat(status(0)).isEqualTo(IntentStatus.CANCELLED);
    assertThat(sequencer.find(hash(sell(0))).orElseThrow().cancelledOnChain()).isTrue();
    assertThat(entries(2)).containsExactly(hash(sell(1)));
    assertThat(status(1)).isEqualTo(IntentStatus.OPEN);
  }

  @Test
  void othersNoncesEndNothing() {
    sequencer.submit(signed(sell(0))).join();
    cycle.head(block(101));
    chain.cancelled.put(102L, cancelled(Funding.ALLOWANCE, BOB.address(), 0, 0b01));
    chain.cancelled.put(103L, cancelled(Funding.ALLOWANCE, ALICE.address(), 1, 0b01));
    chain.cancelled.put(104L, cancelled(Funding.ALLOWANCE, ALICE.address(), 0, 0b10));
    chain.cancelled.put(105L, cancelled(Funding.PERMIT2, ALICE.address(), 0, 0b01));
    cycle.head(block(105));
    assertThat(status(0)).isEqualTo(IntentStatus.OPEN);
    assertThat(entries(2)).containsExactly(hash(sell(0)));
  }

  @Test
  void whatWasCancelledWhileTheNodeWasDownEndsAtTheStart() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.submit(signed(sell(1))).join();
    cycle.head(block(101));
    restart();
    chain.used.add(BigInteger.ZERO);
    cycle.head(block(150));
    assertThat(status(0)).isEqualTo(IntentStatus.CANCELLED);
    assertThat(entries(2)).containsExactly(hash(sell(1)));
    restart();
    assertThat(status(0)).isEqualTo(IntentStatus.CANCELLED);
  }

  @Test
  void moreCancellationsThanCanBeListedHideNone() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.submit(signed(sell(1))).join();
    cycle.head(block(101));
    chain.flooded = true;
    chain.used.add(BigInteger.ONE);
    cycle.head(block(102));
    assertThat(status(1)).isEqualTo(IntentStatus.CANCELLED);
    assertThat(entries(2)).containsExactly(hash(sell(0)));
  }

  @Test
  void whatWasOnItsWayInWhileItsOwnerCancelledEndsAsWell() {
    sequencer.submit(signed(sell(1))).join();
    cycle.head(block(101));
    chain.cancelled.put(102L, cancelled(Funding.ALLOWANCE, ALICE.address(), 0, 0b01));
    cycle.head(block(102));
    sequencer.submit(signed(sell(0))).join();
    cycle.head(block(103));
    assertThat(status(0)).isEqualTo(IntentStatus.CANCELLED);
  }

  @Test
  void whatIsCancelledOnChainInABatchInFlightEndsWithIt() {
    sequencer.submit(signed(sell(0))).join();
    auction.behaviour =
        batch -> {
          award(batch, 105);
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> cycle.head(block(101))).hasMessage("killed");
    chain.cancelled.put(102L, cancelled(Funding.ALLOWANCE, ALICE.address(), 0, 0b01));
    cycle.head(block(102));
    assertThat(status(0)).isEqualTo(IntentStatus.IN_BATCH);
    cycle.head(block(106));
    assertThat(status(0)).isEqualTo(IntentStatus.CANCELLED);
    assertThat(auction.runs).containsExactly(1L);
  }

  @Test
  void aCancellationThatLeavesTheChainIsNotTakenBack() {
    sequencer.submit(signed(sell(0))).join();
    cycle.head(block(101));
    chain.cancelled.put(102L, cancelled(Funding.ALLOWANCE, ALICE.address(), 0, 0b01));
    cycle.head(block(102));
    chain.cancelled.clear();
    cycle.reorganised(List.of(block(102)));
    cycle.head(block(102, "b"));
    assertThat(status(0)).isEqualTo(IntentStatus.CANCELLED);
    assertThat(auction.runs).containsExactly(1L);
  }
}
