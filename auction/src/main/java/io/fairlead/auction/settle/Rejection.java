package io.fairlead.auction.settle;

import io.fairlead.contracts.primitive.Address;
import org.jspecify.annotations.Nullable;

/**
 * Why a solution was refused, so that its operator can act on it.
 *
 * @param reason the kind
 * @param detail which part of the solution, and the numbers that do not fit
 * @param token the token at fault, if one is
 */
public record Rejection(RejectionReason reason, String detail, @Nullable Address token) {
  /** Without a token. */
  public Rejection(RejectionReason reason, String detail) {
    this(reason, detail, null);
  }
}
