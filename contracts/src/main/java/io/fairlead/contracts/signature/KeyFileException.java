package io.fairlead.contracts.signature;

import org.jspecify.annotations.Nullable;

/** A private key could not be read. Names the file, never shows its content. */
public final class KeyFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyFileException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
