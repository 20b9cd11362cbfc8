package io.fairlead.chain.read;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reads of one chain. Blocking; failures of the node are {@link io.fairlead.chain.ChainException}.
 * A read at a block is of exactly that block, and fails once it has left the chain.
 */
public interface ChainReader {
  /** EIP-155 chain id. */
  long chainId();

  /** The newest block. */
  BlockRef head();

  /** The block of a height on the chain as it is now. */
  Optional<BlockRef> block(long number);

  /** Wei of {@code token} that {@code owner} has at {@code block}. */
  BigInteger balance(Address token, Address owner, BlockRef block);

  /** Wei of {@code token} that {@code spender} may take from {@code owner} at {@code block}. */
  BigInteger allowance(Address token, Address owner, Address spender, BlockRef block);

  /** Wei per gas a transaction in the next block should expect to pay. */
  BigInteger gasPrice();

  /** {@code decimals()} of a token; empty if it is no ERC-20 with metadata. */
  Optional<Integer> decimals(Address token);

  /** {@code symbol()} of a token, cut to 32 printable characters. */
  Optional<String> symbol(Address token);

  /** Whether there is code at {@code address} at the newest block. */
  boolean hasCode(Address address);

  /** Whether there is code at {@code address} at {@code block}, a delegation included. */
  boolean hasCode(Address address, BlockRef block);

  /** Read-only call at {@code block}; the returned bytes, or empty if it reverts. */
  Optional<Bytes> call(Address to, Bytes callData, BlockRef block);

  /**
   * {@link #call} with at most {@code gas} for the whole of it, the transaction's own costs
   * included. A reader that cannot bound it lets the node decide.
   */
  default Optional<Bytes> call(Address to, Bytes callData, long gas, BlockRef block) {
    return call(to, callData, block);
  }

  /**
   * Runs code as the creation of a contract at {@code block}, with at most {@code gas}; what it
   * returns, or empty if it reverts. Nothing of it stays.
   */
  Optional<Bytes> create(Bytes initCode, long gas, BlockRef block);

  /** Many read-only calls at {@code block}, each answered as by {@link #call}, in their order. */
  default List<Optional<Bytes>> callAll(List<ContractCall> calls, BlockRef block) {
    return calls.stream().map(call -> call(call.to(), call.data(), block)).toList();
  }

  /** A mined transaction, with its call data and logs; empty if it is not on the chain. */
  Optional<MinedTransaction> transaction(Bytes32 hash);

  /**
   * Logs of {@code address} whose first topic is {@code topic}, in blocks {@code from} to {@code
   * to}, oldest first.
   */
  List<ChainLog> logs(Address address, Bytes32 topic, long from, long to);

  /**
   * Logs of any of {@code addresses} whose first topic is any of {@code topics}, in blocks {@code
   * from} to {@code to}, oldest first; empty if either list is.
   */
  default List<ChainLog> logs(List<Address> addresses, List<Bytes32> topics, long from, long to) {
    List<ChainLog> found = new ArrayList<>();
    for (Address address : addresses) {
      for (Bytes32 topic : topics) {
        found.addAll(logs(address, topic, from, to));
      }
    }
    found.sort(Comparator.comparingLong(ChainLog::blockNumber));
    return found;
  }
}
