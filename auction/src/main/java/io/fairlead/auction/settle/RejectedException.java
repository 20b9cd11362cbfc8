package io.fairlead.auction.settle;

import io.fairlead.contracts.primitive.Address;
import org.jspecify.annotations.Nullable;

/**
 * Leaves the assembly of a settlement at the first thing that is wrong. Never leaves the package.
 */
final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Rejection rejection;

  RejectedException(RejectionReason reason, String detail) {
    this(reason, detail, null);
  }

  RejectedException(RejectionReason reason, String detail, @Nullable Address token) {
    super(detail, null, false, false);
    this.rejection = new Rejection(reason, detail, token);
  }

  Rejection rejection() {
    return rejection;
  }
}
