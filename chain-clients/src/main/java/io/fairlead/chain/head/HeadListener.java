package io.fairlead.chain.head;

import io.fairlead.contracts.primitive.BlockRef;
import java.util.List;

/** Follows the chain. Calls come one after another from one thread. */
public interface HeadListener {
  /** A block was added on top of the last one announced. */
  void onBlock(BlockRef block);

  /**
   * Announced blocks left the chain, newest first; the ones that replace them follow by {@link
   * #onBlock}.
   */
  void onReorg(List<BlockRef> removed);
}
