package io.fairlead.chain.read;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/** A log entry of a mined transaction. */
public record ChainLog(
    Address address,
    List<Bytes32> topics,
    Bytes data,
    Bytes32 transactionHash,
    long blockNumber,
    Bytes32 blockHash) {
  /** Copies the topics. */
  public ChainLog {
    topics = List.copyOf(topics);
  }
}
