package io.fairlead.contracts.settlement;

import io.fairlead.contracts.abi.AbiException;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.intent.Intent;
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
  /** First topic of {@link Filled} without a fee. */
  Bytes32 FILL_TOPIC = topic("Fill(bytes32,uint256)");

  /** First topic of {@link Filled} with a fee. */
  Bytes32 FILL_WITH_FEE_TOPIC = topic("FillWithFee(bytes32,uint256,uint256)");

  /** First topic of {@link Settled}. */
  Bytes32 SETTLED_TOPIC = topic("Settled(uint256,address,bytes32)");

  /** First topic of {@link NoncesInvalidated}. */
  Bytes32 NONCES_INVALIDATED_TOPIC = topic("NoncesInvalidated(address,uint256,uint256)");

  /** First topic of {@link BasketFilled}. */
  Bytes32 BASKET_FILL_TOPIC = topic("BasketFill(bytes32,uint256,int256)");

  /** First topic of {@link Presigned}. */
  Bytes32 PRESIGNED_TOPIC = topic("Presigned(address,bytes32,bool)");

  /** One intent, or one part of a time-sliced parent, was filled once. */
  record Filled(Bytes32 intentHash, Fill fill) implements SettlementEvent {}

  /**
   * One basket was filled once.
   *
   * @param quote wei of its quote token the receiver got, or below zero what the owner paid
   */
  record BasketFilled(Bytes32 intentHash, BigInteger units, BigInteger quote)
      implements SettlementEvent {}

  /** An owner has signed by a transaction, or taken that back. */
  record Presigned(Address owner, Bytes32 intentHash, boolean signed) implements SettlementEvent {}

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
      if (first.equals(FILL_TOPIC) && topics.size() == 2) {
        return Optional.of(
            new Filled(topics.get(1), AbiReader.read(data, log -> fill(log, BigInteger.ZERO))));
      }
      if (first.equals(FILL_WITH_FEE_TOPIC) && topics.size() == 2) {
        return Optional.of(
            new Filled(topics.get(1), AbiReader.read(data, SettlementEvent::fillWithFee)));
      }
      if (first.equals(BASKET_FILL_TOPIC) && topics.size() == 2) {
        return Optional.of(
            AbiReader.read(
                data,
                log ->
                    new BasketFilled(
                        topics.get(1), log.uint(256), new BigInteger(log.word().bytes()))));
      }
      if (first.equals(PRESIGNED_TOPIC) && topics.size() == 3) {
        return Optional.of(
            new Presigned(
                indexed(topics, 1, AbiReader::address),
                topics.get(2),
                AbiReader.read(data, AbiReader::bool)));
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

  private static Fill fillWithFee(AbiReader log) {
    BigInteger amounts = log.uint(256);
    return fill(amounts, log.uint(256));
  }

  private static Fill fill(AbiReader log, BigInteger fee) {
    return fill(log.uint(256), fee);
  }

  private static Fill fill(BigInteger amounts, BigInteger fee) {
    return new Fill(amounts.shiftRight(128), amounts.and(Intent.MAX_AMOUNT), fee);
  }

  private static <T> T indexed(List<Bytes32> topics, int at, Function<AbiReader, T> value) {
    return AbiReader.read(Bytes.of(topics.get(at).bytes()), value);
  }

  private static Bytes32 topic(String signature) {
    return Keccak.hash(signature.getBytes(StandardCharsets.UTF_8));
  }
}
