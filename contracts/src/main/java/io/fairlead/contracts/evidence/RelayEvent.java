package io.fairlead.contracts.evidence;

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

/** A log entry of the relay registry that watchers and relays act on. */
public sealed interface RelayEvent {
  /** First topic of {@link Anchored}. */
  Bytes32 ANCHORED_TOPIC = topic("Anchored(address,uint64,bytes32,uint32)");

  /** First topic of {@link Accused}. */
  Bytes32 ACCUSED_TOPIC = topic("Accused(bytes32,address,bytes32,address,uint256,uint256)");

  /** First topic of {@link Slashed}. */
  Bytes32 SLASHED_TOPIC = topic("Slashed(address,uint256,address,bytes32)");

  /** A relay has fixed a batch of {@code count} intents. */
  record Anchored(Address relay, long batch, Bytes32 root, long count) implements RelayEvent {}

  /**
   * A relay has to answer.
   *
   * @param deadline last Unix second for that
   * @param deposit wei put up instead of a proof
   */
  record Accused(
      Bytes32 receiptHash,
      Address relay,
      Bytes32 leaf,
      Address accuser,
      long deadline,
      BigInteger deposit)
      implements RelayEvent {}

  /** {@code amount} wei of a bond were taken. */
  record Slashed(Address account, BigInteger amount, Address accuser, Bytes32 reason)
      implements RelayEvent {}

  /** Decodes one log entry; empty if it is none of the above. */
  static Optional<RelayEvent> decode(List<Bytes32> topics, Bytes data) {
    if (topics.isEmpty()) {
      return Optional.empty();
    }
    try {
      Bytes32 first = topics.getFirst();
      if (first.equals(ANCHORED_TOPIC) && topics.size() == 3) {
        Address relay = address(topics.get(1));
        long batch = AbiReader.read(bytes(topics.get(2)), topic -> topic.number(63));
        return Optional.of(
            AbiReader.read(data, log -> new Anchored(relay, batch, log.word(), log.number(32))));
      }
      if (first.equals(ACCUSED_TOPIC) && topics.size() == 4) {
        Address relay = address(topics.get(2));
        return Optional.of(
            AbiReader.read(
                data,
                log ->
                    new Accused(
                        topics.get(1),
                        relay,
                        topics.get(3),
                        log.address(),
                        log.number(63),
                        log.uint(256))));
      }
      if (first.equals(SLASHED_TOPIC) && topics.size() == 3) {
        Address account = address(topics.get(1));
        Address accuser = address(topics.get(2));
        return Optional.of(
            AbiReader.read(data, log -> new Slashed(account, log.uint(256), accuser, log.word())));
      }
      return Optional.empty();
    } catch (AbiException anotherContractsEvent) {
      return Optional.empty();
    }
  }

  private static Address address(Bytes32 topic) {
    return AbiReader.read(bytes(topic), AbiReader::address);
  }

  private static Bytes bytes(Bytes32 topic) {
    return Bytes.of(topic.bytes());
  }

  private static Bytes32 topic(String signature) {
    return Keccak.hash(signature.getBytes(StandardCharsets.UTF_8));
  }
}
