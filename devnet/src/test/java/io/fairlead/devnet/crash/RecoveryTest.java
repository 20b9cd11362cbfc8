package io.fairlead.devnet.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.auction.run.AuctionRecovery;
import io.fairlead.auction.transcript.FileTranscriptStore;
import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.batching.BatchAuction;
import io.fairlead.relay.batching.BatchCycle;
import io.fairlead.relay.batching.BatchObserver;
import io.fairlead.relay.batching.ChainEvidence;
import io.fairlead.sequencer.RocksSequencer;
import io.fairlead.sequencer.SequencerConfig;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchStage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills at moments that are too short for a kill at random to meet them. */
final class RecoveryTest {
  private static final BlockRef LATER = block(FixedMarket.BLOCK.number() + 50);

  @TempDir private Path directory;
  private RocksSequencer sequencer;
  private FileTranscriptStore transcripts;

  @BeforeEach
  void open() {
    sequencer =
        RocksSequencer.open(
            directory.resolve("journal"),
            SequencerConfig.DEFAULT,
            FixedMarket.EIP712,
            FixedMarket.signer("receipts"));
    transcripts = new FileTranscriptStore(directory.resolve("transcripts"));
    FixedMarket.intents(new SplittableRandom(1), 2).forEach(one -> sequencer.submit(one).join());
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  @Test
  void aKillBetweenClosingAndTheTranscriptDoesNotStopTheNodeForGood() {
    Batch batch = sequencer.close(FixedMarket.BLOCK).join().orElseThrow();

    cycle(new Recovering(new ArrayList<>(), false), List.of()).head(LATER);

    assertThat(sequencer.batch(batch.number()).orElseThrow().stage())
        .isEqualTo(BatchStage.UNSETTLED);
    assertThat(transcripts.read(batch.number()).orElseThrow().complete()).isTrue();
    assertThat(sequencer.batch(batch.number() + 1)).as("the next batch").isPresent();
  }

  @Test
  void aKillWhileASettlementIsNotedLeavesNoTranscriptOpen() {
    Batch batch = sequencer.close(FixedMarket.BLOCK).join().orElseThrow();
    transcripts.begin(batch.number());
    transcripts.append(batch.number(), List.of("{\"type\":\"prices\"}"));
    Bytes32 transaction = FixedMarket.word("transaction");
    sequencer
        .recordAward(
            new BatchAward(
                batch.number(),
                0,
                "solver",
                FixedMarket.word("solution"),
                FixedMarket.word("transcript"),
                transaction,
                LATER.number() + 100,
                List.of()))
        .join();
    BatchSettlement settlement =
        new BatchSettlement(
            batch.number(), 0, transaction, block(FixedMarket.BLOCK.number() + 1), 1, List.of());
    List<Long> noted = new ArrayList<>();

    assertThatThrownBy(() -> cycle(new Recovering(noted, true), List.of(settlement)).head(LATER))
        .hasMessage("killed");
    cycle(new Recovering(noted, false), List.of(settlement)).head(LATER);

    assertThat(sequencer.batch(batch.number()).orElseThrow().stage()).isEqualTo(BatchStage.SETTLED);
    assertThat(noted).containsExactly(batch.number());
    assertThat(transcripts.read(batch.number()).orElseThrow().complete()).isTrue();
  }

  private static BlockRef block(long number) {
    return new BlockRef(
        number,
        FixedMarket.word("block " + number),
        FixedMarket.BLOCK.timestamp() + number - FixedMarket.BLOCK.number());
  }

  /** A cycle as a restarted node has it. */
  private BatchCycle cycle(BatchAuction auction, List<BatchSettlement> settlements) {
    ChainEvidence chain =
        new ChainEvidence() {
          @Override
          public List<BatchSettlement> settlements(long from, long to) {
            return settlements.stream()
                .filter(one -> from <= one.block().number() && one.block().number() <= to)
                .toList();
          }

          @Override
          public List<CancelledNonces> cancelledNonces(long from, long to) {
            return List.of();
          }

          @Override
          public List<Boolean> areNoncesUsed(List<SignedTerms> intents, BlockRef block) {
            return intents.stream().map(_ -> false).toList();
          }

          @Override
          public boolean isOnChain(BlockRef block) {
            return true;
          }
        };
    BatchObserver observer =
        new BatchObserver() {
          @Override
          public void head(BlockRef block) {}

          @Override
          public void batch(String outcome) {}
        };
    return new BatchCycle(sequencer, chain, auction, 1, Duration.ZERO, observer, () -> 1);
  }

  /** No auction is ever held; how one ended is written to its transcript. */
  private final class Recovering implements BatchAuction {
    private final AuctionRecovery recovery = new AuctionRecovery(transcripts);
    private final List<Long> noted;
    private final boolean killed;

    Recovering(List<Long> noted, boolean killed) {
      this.noted = noted;
      this.killed = killed;
    }

    @Override
    public Result run(Batch batch) {
      return new Result(List.of(), "nobody bids");
    }

    @Override
    public void ended(long batch, List<BatchSettlement> settlements, String reason) {
      if (killed) {
        throw new IllegalStateException("killed");
      }
      if (!settlements.isEmpty()) {
        noted.add(batch);
      }
      recovery.ended(batch, settlements, reason);
    }
  }
}
