package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Bytes32;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a private key from a file without ever putting what it read into an error. */
final class KeyFile {
  private static final int DIGITS = 2 + 2 * Bytes32.SIZE;

  private KeyFile() {}

  static LocalSigner read(Path file) {
    String text;
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than the longest valid file, so that a longer one is seen as such.
      text = new String(in.readNBytes(DIGITS + 3), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new KeyFileException("cannot read key file " + file, e);
    }
    text = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    text = text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    try {
      return LocalSigner.of(Bytes32.parse(text));
    } catch (IllegalArgumentException mayShowTheKey) {
      throw new KeyFileException(
          "key file " + file + " must hold 0x and 64 hex digits, a private key of secp256k1", null);
    }
  }
}
