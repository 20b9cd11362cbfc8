package io.fairlead.contracts.signature;

import fr.acinq.secp256k1.Secp256k1;
import fr.acinq.secp256k1.Secp256k1Exception;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.Arrays;
import java.util.Optional;

/** Recovery by libsecp256k1. The native call pins a virtual thread for some 30 µs. */
public final class NativeRecovery implements SignatureRecovery {
  private final Secp256k1 library;

  /**
   * Loads the library.
   *
   * @throws IllegalStateException if there is none for this machine
   */
  public NativeRecovery() {
    this(NativeLibrary.load().orElseThrow(() -> new IllegalStateException("no native secp256k1")));
  }

  NativeRecovery(Secp256k1 library) {
    this.library = library;
  }

  @Override
  public Optional<Address> recover(Bytes32 digest, Signature signature) {
    if (!signature.isCanonical()) {
      return Optional.empty();
    }
    byte[] compact = Arrays.copyOf(signature.bytes(), 64);
    try {
      return Optional.of(
          Curve.address(library.ecdsaRecover(compact, digest.bytes(), signature.v() - 27)));
    } catch (Secp256k1Exception recoversToNothing) {
      return Optional.empty();
    }
  }
}
