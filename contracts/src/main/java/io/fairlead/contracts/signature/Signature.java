package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Hex;
import java.util.Arrays;

/**
 * A 65-byte secp256k1 signature {@code r ‖ s ‖ v} as the contract reads it. Immutable; not checked
 * for validity.
 */
public final class Signature {
  /** Length in bytes. */
  public static final int SIZE = 65;

  private final byte[] bytes;

  private Signature(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies {@code bytes}.
   *
   * @throws IllegalArgumentException unless there are exactly 65 of them
   */
  public static Signature of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("a signature has 65 bytes, not " + bytes.length);
    }
    return new Signature(bytes.clone());
  }

  /**
   * Reads {@code 0x} and 130 hex digits.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Signature parse(String text) {
    return of(Hex.decode(text));
  }

  /** Returns a copy of {@code r ‖ s ‖ v}. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The last byte: 27 or 28 in a valid signature. */
  public int v() {
    return bytes[64] & 0xff;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Signature that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return Hex.encode(bytes);
  }
}
