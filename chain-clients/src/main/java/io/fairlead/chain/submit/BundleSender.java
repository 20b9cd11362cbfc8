package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Bytes32;

/** Sends signed transactions privately to builders. Blocking. */
public interface BundleSender {
  /**
   * Offers {@code transaction}, alone and all-or-nothing, for inclusion in exactly {@code block};
   * the bundle's hash.
   */
  Bytes32 send(SignedTransaction transaction, long block);
}
