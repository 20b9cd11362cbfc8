package io.fairlead.relay.batching;

import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.SignedTerms;
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
import org.junit.jupiter.api.io.TempDir;

/** A batch cycle over a journal of its own, with a chain and auctions as a test puts them. */
abstract class BatchCycleFixture {
  @TempDir private Path folder = Path.of(".");
  FaultySequencer sequencer;
  final FakeChain chain = new FakeChain();
  final FakeAuction auction = new FakeAuction();
  final List<String> outcomes = new ArrayList<>();
  BatchCycle cycle;

  /** Settlements and blocks as the test puts them. */
  static final class FakeChain implements ChainEvidence {
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

  static final class FakeAuction implements BatchAuction {
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

  BatchCycle cycle(int everyBlocks) {
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

  void restart() {
    sequencer.close();
    sequencer = new FaultySequencer(folder);
    cycle = cycle(1);
  }

  void award(Batch batch, long lastBlock) {
    award(batch, 0, lastBlock, batch.entries());
  }

  void award(Batch batch, int place, long lastBlock, List<BatchEntry> entries) {
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

  static BatchSettlement settlement(Batch batch, BlockRef in) {
    return settlement(batch, 0, in, batch.entries());
  }

  static BatchSettlement settlement(Batch batch, int place, BlockRef in, List<BatchEntry> entries) {
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

  /**
   * The batch's intents ascend by hash; which of both wallets' intents is which does not matter.
   */
  static List<BatchEntry> one(Batch batch, int index) {
    return batch.entries().subList(index, index + 1);
  }

  IntentStatus statusOf(Batch batch, int index) {
    return sequencer.find(batch.entries().get(index).intentHash()).orElseThrow().status();
  }

  BatchStage stage(long batch) {
    return sequencer.batch(batch).orElseThrow().stage();
  }

  IntentStatus status(long nonce) {
    return sequencer.find(hash(sell(nonce))).orElseThrow().status();
  }

  List<Bytes32> entries(long batch) {
    return sequencer.batch(batch).orElseThrow().batch().entries().stream()
        .map(BatchEntry::intentHash)
        .toList();
  }

  void settleOne() {
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

  /** Two winners with one intent each, of which the first lands and the second is left open. */
  Batch killedBetweenTwoWinners() {
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
}
