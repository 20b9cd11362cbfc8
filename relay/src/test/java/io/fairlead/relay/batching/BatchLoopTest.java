package io.fairlead.relay.batching;

import static io.fairlead.relay.testing.Owners.block;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchLoopTest {
  @TempDir private Path folder = Path.of(".");
  private final List<Long> heads = new CopyOnWriteArrayList<>();
  private volatile boolean broken;

  private BatchCycle cycle(FaultySequencer sequencer) {
    return new BatchCycle(
        sequencer,
        new ChainEvidence() {
          @Override
          public List<BatchSettlement> settlements(long from, long to) {
            if (broken) {
              throw new IllegalStateException("broken");
            }
            return List.of();
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
        },
        new BatchAuction() {
          @Override
          public Result run(Batch batch) {
            return new Result(List.of(), "");
          }

          @Override
          public void ended(long batch, List<BatchSettlement> settlements, String reason) {}
        },
        1,
        Duration.ZERO,
        new BatchObserver() {
          @Override
          public void head(BlockRef block) {
            heads.add(block.number());
          }

          @Override
          public void batch(String outcome) {}
        },
        System::nanoTime);
  }

  @Test
  void anErrorIsShownAndTheSameHeadTriedAgainUntilItWorks() {
    try (FaultySequencer sequencer = new FaultySequencer(folder);
        BatchLoop loop = new BatchLoop(cycle(sequencer))) {
      assertThat(loop.problem()).isPresent();
      broken = true;
      loop.start();
      loop.onBlock(block(101));
      await().until(() -> heads.size() >= 2);
      assertThat(loop.problem().orElseThrow()).contains("block 101");
      broken = false;
      await().until(() -> loop.problem().isEmpty());
      assertThat(heads).containsOnly(101L);
      loop.onReorg(List.of(block(101)));
      loop.onBlock(block(102));
      await().until(() -> heads.contains(102L));
    }
  }
}
