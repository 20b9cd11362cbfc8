package io.fairlead.sequencer.batch;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/**
 * A fixed set of intents.
 *
 * @param number from 1, without gaps
 * @param block the head at which it was closed; its timestamp decided which intents were valid
 * @param entries strictly ascending by intent hash
 * @param root sorted Merkle root over the intent hashes
 */
public record Batch(long number, BlockRef block, List<BatchEntry> entries, Bytes32 root) {
  /** Copies the list. */
  public Batch {
    entries = List.copyOf(entries);
  }
}
