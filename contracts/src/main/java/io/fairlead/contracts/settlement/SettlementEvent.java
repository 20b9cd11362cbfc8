package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import java.util.Optional;

/** A log entry of the Settlement contract. */
public sealed interface SettlementEvent {

  /** One intent was filled once. */
  record Filled(Bytes32 intentHash, Address owner, Fill fill) implements SettlementEvent {}

  /** One award was executed. */
  record Settled(long auctionId, Address solver, Bytes32 transcriptHash)
      implements SettlementEvent {}

  /** Owner-lane nonces were cancelled on chain: bits of {@code mask} in {@code word}. */
  record NoncesInvalidated(Address owner, java.math.BigInteger word, java.math.BigInteger mask)
      implements SettlementEvent {}

  /** Decodes one log entry; empty if it is none of the above. */
  @SuppressWarnings("DoNotCallSuggester")
  static Optional<SettlementEvent> decode(List<Bytes32> topics, Bytes data) {
    throw new UnsupportedOperationException("decode of " + topics + data);
  }
}
