package io.fairlead.relay.batching;

import io.fairlead.contracts.primitive.BlockRef;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Decides when the next batch may be closed. */
final class Schedule {
  private final int everyBlocks;
  private final long minNanos;
  private @Nullable BlockRef lastBlock;
  private long lastNanos;

  Schedule(int everyBlocks, Duration minInterval) {
    this.everyBlocks = everyBlocks;
    this.minNanos = minInterval.toNanos();
  }

  boolean isDue(BlockRef head, long nanos) {
    return lastBlock == null
        || head.number() < lastBlock.number()
        || (head.number() - lastBlock.number() >= everyBlocks && nanos - lastNanos >= minNanos);
  }

  void closed(BlockRef head, long nanos) {
    lastBlock = head;
    lastNanos = nanos;
  }
}
