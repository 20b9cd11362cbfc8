package io.fairlead.contracts.signature;

import fr.acinq.secp256k1.Secp256k1;
import java.util.Optional;
import org.slf4j.LoggerFactory;

/** libsecp256k1, where it loads. */
final class NativeLibrary {
  private static final Optional<Secp256k1> LIBRARY = find();

  private NativeLibrary() {}

  static Optional<Secp256k1> load() {
    return LIBRARY;
  }

  private static Optional<Secp256k1> find() {
    try {
      return Optional.of(Secp256k1.get());
    } catch (RuntimeException | LinkageError e) {
      LoggerFactory.getLogger(NativeLibrary.class)
          .warn("no native secp256k1 on this machine, Java is used: {}", e.toString());
      return Optional.empty();
    }
  }
}
