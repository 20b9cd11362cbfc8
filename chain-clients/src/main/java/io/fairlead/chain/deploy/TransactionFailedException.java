package io.fairlead.chain.deploy;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Bytes32;

/** A transaction was mined but reverted. */
public final class TransactionFailedException extends ChainException {
  private static final long serialVersionUID = 1L;

  TransactionFailedException(Bytes32 hash) {
    super("transaction " + hash + " reverted");
  }
}
