package io.fairlead.relay.batching;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.List;

/**
 * What the chain itself says about settlements. Blocking; {@link io.fairlead.chain.ChainException}
 * if it does not answer.
 */
public interface ChainEvidence {
  /** Settlements in blocks {@code from} to {@code to}, oldest first. */
  List<BatchSettlement> settlements(long from, long to);

  /** Whether the block is on the chain now. */
  boolean isOnChain(BlockRef block);
}
