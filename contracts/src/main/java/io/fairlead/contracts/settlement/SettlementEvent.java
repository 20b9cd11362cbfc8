package io.fairlead.contracts.settlement;

import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A log entry of the Settlement contract. */
public sealed interface SettlementEvent {
  /** First topic of {@link Filled}. */
  Bytes32 FILL_TOPIC = topic("Fill(bytes32,address,uint256,uint256,uint256)");

  /** First topic of {@link Settled}. */
  Bytes32 SETTLED_TOPIC = topic("Settled(uint256,address,bytes32)");

  /** First topic of {@link NoncesInvalidated}. */
  Bytes32 NONCES_INVALIDATED_TOPIC = topic("NoncesInvalidated(address,uint256,uint256)");

  /** One intent was filled once. */
  record Filled(Bytes32 intentHash, Address owner, Fill fill) implements SettlementEvent {}

  /** One award was executed. */
  record Settled(long auctionId, Address solver, Bytes32 transcriptHash)
      implements SettlementEvent {}

  /** Owner-lane nonces were cancelled on chain: bits of {@code mask} in {@code word}. */
  record NoncesInvalidated(Address owner, BigInteger word, BigInteger mask)
      implements SettlementEvent {}

  /**
   * Decodes one log entry; empty if it is none of the above, also if only its first topic or its
   * shape is theirs.
   */
  static Optional<SettlementEvent> decode(List<Bytes32> topics, Bytes data) {
    if (topics.isEmpty()) {
      return Optional.empty();
    }
    try {
      Bytes32 first = topics.getFirst();
      if (first.equals(FILL_TOPIC) && topics.size() == 3) {
        return Optional.of(
            new Filled(
                topics.get(1),
                indexed(topics, 2, AbiReader::address),
                AbiReader.read(data, SettlementEvent::fill)));
      }
      if (first.equals(SETTLED_TOPIC) && topics.size() == 3) {
        return Optional.of(
            new Settled(
                indexed(topics, 1, topic -> topic.number(63)),
                indexed(topics, 2, AbiReader::address),
                AbiReader.read(data, AbiReader::word)));
      }
      if (first.equals(NONCES_INVALIDATED_TOPIC) && topics.size() == 2) {
        Address owner = indexed(topics, 1, AbiReader::address);
        return Optional.of(
            AbiReader.read(
                data, log -> new NoncesInvalidated(owner, log.uint(256), log.uint(256))));
      }
      return Optional.empty();
    } catch (AbiException anotherContractsEvent) {
      return Optional.empty();
    }
  }

  private static Fill fill(AbiReader log) {
    return new Fill(log.uint(256), log.uint(256), log.uint(256));
  }

  private static <T> T indexed(List<Bytes32> topics, int at, Function<AbiReader, T> value) {
    return AbiReader.read(Bytes.of(topics.get(at).bytes()), value);
  }

  private static Bytes32 topic(String signature) {
    return Keccak.hash(signature.getBytes(StandardCharsets.UTF_8));
  }
}
