package io.fairlead.relay.node;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.relay.batching.BatchObserver;
import io.fairlead.relay.metrics.RelayMetrics;

/** Counts what the batch cycle does. */
record CycleMetrics(RelayMetrics metrics) implements BatchObserver {
  @Override
  public void head(BlockRef block) {
    metrics.head(block.number(), block.timestamp());
  }

  @Override
  public void batch(String outcome) {
    metrics.batch(outcome);
  }
}
