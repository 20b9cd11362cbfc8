package io.fairlead.relay.batching;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.IntentStatus;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCycleTest {
  @TempDir private Path folder = Path.of(".");
  private FaultySequencer sequencer;
  private final FakeChain chain = new FakeChain();
  private final FakeAuction auction = new FakeAuction();
  private final List<String> outcomes = new ArrayList<>();
  private BatchCycle cycle;

  /** Settlements and blocks as the test puts them. */
  private static final class FakeChain implements ChainEvidence {
    final List<BatchSettlement> settlements = new ArrayList<>();
    final List<Bytes32> gone = new ArrayList<>();
    final Map<Long, CancelledNonces> cancelled = new TreeMap<>();
    final Set<BigInteger> used = new HashSet<>();
    boolean flooded;
    boolean broken;

    @Override
    public List<BatchSettlement> settlements(long from, long to) {
      if (broken) {
        throw new ChainException("no answer");
      }
      return settlements.stream()
          .filter(one -> one.block().number() >= from && one.block().number() <= to)
          .toList();
    }

    @Override
    public List<CancelledNonces> cancelledNonces(long from, long to) {
      if (flooded) {
        throw new ChainException("the answer is too large");
      }
      return cancelled.entrySet().stream()
          .filter(one -> one.getKey() >= from && one.getKey() <= to)
          .map(Map.Entry::getValue)
          .toList();
    }

    @Override
    public List<Boolean> areNoncesUsed(List<SignedTerms> intents, BlockRef block) {
      return intents.stream().map(one -> used.contains(one.nonce())).toList();
    }

    @Override
    public boolean isOnChain(BlockRef block) {
      return !gone.contains(block.hash());
    }
  }

  private static final class FakeAuction implements BatchAuction {
    final List<Long> runs = new ArrayList<>();
    final List<String> told = new ArrayList<>();
    Function<Batch, Result> behaviour = _ -> new Result(List.of(), "nobody came");

    @Override
    public Result run(Batch batch) {
      runs.add(batch.number());
      return behaviour.apply(batch);
    }

    @Override
    public void ended(long batch, List<BatchSettlement> settlements, String reason) {
      told.add("ended " + batch + " with " + settlements.size());
    }
  }

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    cycle = cycle(1);
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private BatchCycle cycle(int everyBlocks) {
    return new BatchCycle(
        sequencer,
        chain,
        auction,
        everyBlocks,
        Duration.ZERO,
        new BatchObserver() {
          @Override
          public void head(BlockRef block) {}

          @Override
          public void batch(String outcome) {
            outcomes.add(outcome);
          }
        },
        () -> 0);
  }

  private void restart() {
    sequencer.close();
    sequencer = new FaultySequencer(folder);
    cycle = cycle(1);
  }

  private void award(Batch batch, long lastBlock) {
    award(batch, 0, lastBlock, batch.entries());
  }

  private void award(Batch batch, int place, long lastBlock, List<BatchEntry> entries) {
    sequencer
        .recordAward(
            new BatchAward(
                batch.number(),
                place,
                "solver",
                hash("solution"),
                hash("transcript"),
                hash("transaction"),
                lastBlock,
                entries.stream().map(BatchEntry::intentHash).toList()))
        .join();
  }

  private static BatchSettlement settlement(Batch batch, BlockRef in) {
    return settlement(batch, 0, in, batch.entries());
  }

  private static BatchSettlement settlement(
      Batch batch, int place, BlockRef in, List<BatchEntry> entries) {
    return new BatchSettlement(
        batch.number(),
        place,
        hash("transaction"),
        in,
        100_000,
        entries.stream()
            .map(entry ->
                new BatchSettlement.IntentFill(
                    entry.intentHash(),
                    new Fill(BigInteger.valueOf(1_000), BigInteger.valueOf(2_100), BigInteger.ONE)))
            .toList());
  }

  /** Two winners with one intent each, of which the first lands and the second is left open. */
  private Batch killedBetweenTwoWinners() {
    sequencer.submit(signed(sell(0))).join();
    sequencer.submit(signed(sell(1))).join();
    auction.behaviour =
        batch -> {
          award(batch, 0, 104, one(batch, 0));
          award(batch, 1, 104, one(batch, 1));
          sequencer.recordSettled(settlement(batch, 0, block(102), one(batch, 0))).join();
          throw new IllegalStateException("killed");
        };
    assertThatThrownBy(() -> cycle.head(block(101))).hasMessage("killed");
    Batch batch = sequencer.batch(1).orElseThrow().batch();
    chain.settlements.add(settlement(batch, 0, block(102), one(batch, 0)));
    auction.behaviour = _ -> new BatchAuction.Result(List.of(), "nobody came");
    restart();
    return batch;
  }

  /**
   * The batch's intents ascend by hash; which of both wallets' intents is which does not matter.
   */
  private static List<BatchEntry> one(Batch batch, int index) {
    return batch.entries().subList(index, index + 1);
  }

  private IntentStatus statusOf(Batch batch, int index) {
    return sequencer.find(batch.entries().get(index).intentHash()).orElseThrow().status();
  }

  private BatchStage stage(long batch) {
    return sequencer.batch(batch).orElseThrow().stage();
  }

  private IntentStatus status(long nonce) {
    return sequencer.find(hash(sell(nonce))).orElseThrow().status();
  }

  @Test
  void aSettledBatchIsRecordedOnceThoughTheChainTellsItAgain() {
    settleOne();
  }

  private void settleOne() {
    sequencer.submit(signed(sell(0))).join();
    auction.behaviour =
        batch -> {
          award(batch, 105);
          BatchSettlement settlement = settlement(batch, block(102));
          chain.settlements.add(settlement);
          return new BatchAuction.Result(List.of(settlement), "");
        };
    cycle.head(block(101));
    assertThat(stage(1)).isEqualTo(BatchStage.SETTLED);
    assertThat(status(0)).isEqualTo(IntentStatus.FILLED);
    cycle.head(block(102));
    cycle.head(block(103));
    assertThat(outcomes).containsExactly("settled");
    assertThat(auction.runs).containsExactly(1L);
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

  private static CancelledNonces cancelled(Funding funding, Address owner, long word, long mask) {
    return new CancelledNonces(funding, owner, BigInteger.valueOf(word), BigInteger.valueOf(mask));
  }

  private List<Bytes32> entries(long batch) {
    return sequencer.batch(batch).orElseThrow().batch().entries().stream()
        .map(BatchEntry::intentHash)
        .toList();
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
