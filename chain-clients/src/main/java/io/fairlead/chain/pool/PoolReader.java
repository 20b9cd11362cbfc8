package io.fairlead.chain.pool;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import java.util.List;

/** Finds pools and reads their state at a given block. Blocking. */
public interface PoolReader {
  /**
   * Every pool of the configured factories among {@code tokens} at {@code block}, ascending by
   * address; a pool nobody has provided liquidity to is left out.
   */
  List<PoolState> poolsAmong(List<Address> tokens, BlockRef block);
}
