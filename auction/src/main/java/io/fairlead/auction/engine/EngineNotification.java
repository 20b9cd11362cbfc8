package io.fairlead.auction.engine;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import org.jspecify.annotations.Nullable;

/**
 * Tells a solver's operator what became of a solution ({@code POST /notify}).
 *
 * @param auctionId the batch
 * @param solutionId the engine's own number; null if no single solution is meant
 * @param kind what happened
 * @param message why, for a person
 * @param transaction the settlement transaction, for {@code success} and {@code revert}
 * @param token the token at fault, for {@code missingPrice}
 */
public record EngineNotification(
    long auctionId,
    @Nullable Long solutionId,
    NotificationKind kind,
    String message,
    @Nullable Bytes32 transaction,
    @Nullable Address token) {

  /** One with a message only. */
  public EngineNotification(
      long auctionId, @Nullable Long solutionId, NotificationKind kind, String message) {
    this(auctionId, solutionId, kind, message, null, null);
  }
}
