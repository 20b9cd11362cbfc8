package io.fairlead.chain.simulate;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/**
 * Executes a call on top of a block by one request, with storage of contracts replaced for its
 * duration.
 */
public interface SettlementSimulator {
  /** Calls {@code to} from {@code from} on top of {@code block}. */
  Result simulate(
      Address from, Address to, Bytes callData, List<StorageOverride> overrides, BlockRef block);

  /** Replaces one storage word of one contract. */
  record StorageOverride(Address contract, Bytes32 slot, Bytes32 value) {}

  /** What the node answered. */
  sealed interface Result {
    /**
     * It executes; {@code gasUsed} is the transaction's gas, or an upper bound where the node gives
     * none.
     */
    record Executes(long gasUsed) implements Result {}

    /** It reverts with this data. */
    record Reverts(Bytes data, String message) implements Result {}
  }
}
