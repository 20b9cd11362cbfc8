package io.fairlead.auction.verify;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What the chain says. Calls block; a node that does not answer is the implementation's exception.
 * State of old blocks may be empty: the node does not keep it.
 */
public interface ChainEvidence {
  /** The block of a height; empty if there is none. */
  Optional<BlockRef> block(long number);

  /** {@code Settlement.auctioneer()} at a block. */
  Optional<Address> auctioneer(BlockRef block);

  /** {@code Settlement.filled(intentHash)} at a block. */
  Optional<BigInteger> filled(Bytes32 intentHash, BlockRef block);

  /**
   * The state of a pool at a block.
   *
   * @param recorded says which pool; its id, router, fee and gas estimate are to be repeated
   */
  PoolState pool(Liquidity recorded, BlockRef block);

  /**
   * Whether an intent or basket that its owner's key did not sign was signed by the owner's code or
   * by a transaction; empty if that cannot be told any more.
   */
  default Optional<Boolean> isSigned(SignedTerms signed, BlockRef block) {
    return Optional.of(false);
  }

  /** A mined transaction; empty if it is not on the chain. */
  Optional<Transaction> transaction(Bytes32 hash);

  /**
   * The transactions with {@code Settled} events of a batch in blocks {@code from} to {@code to},
   * by place of the winner.
   *
   * @param to may be after the newest block
   */
  SortedMap<Integer, Bytes32> settlementsOf(long batch, long from, long to);

  /**
   * A mined transaction.
   *
   * @param to called contract; null if it created one
   * @param gasLimit gas units it was given
   * @param logs of every contract, in order
   */
  record Transaction(
      BlockRef block,
      @Nullable Address to,
      Bytes input,
      long gasLimit,
      boolean succeeded,
      long gasUsed,
      List<Log> logs) {
    /** Copies the logs. */
    public Transaction {
      logs = List.copyOf(logs);
    }
  }

  /** What the chain says of a pool. */
  sealed interface PoolState {
    /** As it stood. */
    record Known(Liquidity state) implements PoolState {}

    /** None of its kind at this address trades these tokens. */
    record NoSuchPool() implements PoolState {}

    /** No factory of its kind is known, or the node does not keep the block's state. */
    record Untold() implements PoolState {}
  }

  /** A log entry. */
  record Log(Address address, List<Bytes32> topics, Bytes data) {
    /** Copies the topics. */
    public Log {
      topics = List.copyOf(topics);
    }
  }
}
