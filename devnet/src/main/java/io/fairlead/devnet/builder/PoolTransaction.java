package io.fairlead.devnet.builder;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import org.jspecify.annotations.Nullable;

/**
 * A transaction that waits in the node's public pool.
 *
 * @param gasLimit gas units
 * @param raw by which the node takes it again once it was taken out; null if nobody has such bytes,
 *     so that it has to stay where it is
 */
record PoolTransaction(Bytes32 hash, long gasLimit, @Nullable Bytes raw) {
  boolean isMovable() {
    return raw != null;
  }

  @Override
  public String toString() {
    return "PoolTransaction[" + hash + "]";
  }
}
