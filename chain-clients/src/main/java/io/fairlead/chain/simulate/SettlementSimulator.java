package io.fairlead.chain.simulate;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/**
 * Executes calls on top of a block by one request, with storage of contracts replaced for their
 * duration.
 */
public interface SettlementSimulator {
  /**
   * What the last of these calls does on top of {@code block} and of the calls before it. Each is
   * in a block of its own, one second after the one before; a node that cannot simulate blocks
   * executes the last call alone.
   *
   * @param calls at least one, in the order in which they execute
   */
  Result simulate(List<Call> calls, BlockRef block);

  /** Calls {@code to} from {@code from} on top of {@code block}, after nothing else. */
  default Result simulate(
      Address from, Address to, Bytes callData, List<StorageOverride> overrides, BlockRef block) {
    return simulate(List.of(new Call(from, to, callData, overrides)), block);
  }

  /**
   * A call.
   *
   * @param overrides hold when it begins, whatever calls before it have stored
   */
  record Call(Address from, Address to, Bytes callData, List<StorageOverride> overrides) {
    public Call {
      overrides = List.copyOf(overrides);
    }
  }

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
