package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;

/** Holds one private key and never shows it. Thread safe; deterministic (RFC 6979). */
public interface Signer {

  /** The key's account. */
  Address address();

  /** Signs a 32-byte digest; low {@code s}, {@code v} 27 or 28. */
  Signature sign(Bytes32 digest);
}
