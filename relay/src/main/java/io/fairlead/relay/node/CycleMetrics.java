package io.fairlead.relay.node;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.relay.batching.BatchObserver;
import io.fairlead.relay.metrics.RelayMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what the batch cycle does, and says at each head what was submitted since the last. */
record CycleMetrics(RelayMetrics metrics, IntakeTally intake) implements BatchObserver {
  private static final Logger LOG = LoggerFactory.getLogger(CycleMetrics.class);

  @Override
  public void head(BlockRef block) {
    metrics.head(block.number(), block.timestamp());
    intake
        .take()
        .ifPresent(counts -> LOG.info("intake.counted block={} {}", block.number(), counts));
  }

  @Override
  public void batch(String outcome) {
    metrics.batch(outcome);
  }
}
