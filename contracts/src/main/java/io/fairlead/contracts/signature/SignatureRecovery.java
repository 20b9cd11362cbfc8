package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Optional;

/**
 * Finds who signed a digest, by the contract's rules: {@code v} is 27 or 28, {@code s} in the lower
 * half. Thread safe.
 */
public interface SignatureRecovery {

  /**
   * The signer's address; empty if the signature is malformed, malleable or recovers to nothing.
   */
  Optional<Address> recover(Bytes32 digest, Signature signature);

  /** The fastest implementation which works on this machine. */
  static SignatureRecovery best() {
    return NativeLibrary.load()
        .<SignatureRecovery>map(NativeRecovery::new)
        .orElseGet(BouncyCastleRecovery::new);
  }
}
