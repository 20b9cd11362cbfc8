package io.fairlead.chain.read;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on the chain.
 *
 * @param to called contract; null if it created one
 * @param created address of the contract it created, if any
 * @param gasLimit gas units it was given
 * @param succeeded false if it reverted
 * @param gasUsed gas units
 */
public record MinedTransaction(
    Bytes32 hash,
    BlockRef block,
    Address from,
    @Nullable Address to,
    @Nullable Address created,
    Bytes input,
    long gasLimit,
    boolean succeeded,
    long gasUsed,
    List<ChainLog> logs) {
  /** Copies the logs. */
  public MinedTransaction {
    logs = List.copyOf(logs);
  }
}
