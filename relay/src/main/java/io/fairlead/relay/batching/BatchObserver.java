package io.fairlead.relay.batching;

import io.fairlead.contracts.primitive.BlockRef;

/** Sees what the cycle does, for metrics. Must not throw. */
public interface BatchObserver {
  /** A block was worked on. */
  void head(BlockRef block);

  /** A batch ended: {@code settled}, {@code unsettled} or {@code reverted}. */
  void batch(String outcome);
}
