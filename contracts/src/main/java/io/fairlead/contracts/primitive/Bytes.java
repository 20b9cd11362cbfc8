package io.fairlead.contracts.primitive;

import java.util.Arrays;

/** Bytes of any length, for example call data. Immutable. */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] bytes;

  private Bytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}. */
  public static Bytes of(byte[] bytes) {
    return new Bytes(bytes.clone());
  }

  /**
   * Reads {@code 0x} and an even number of hex digits.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Bytes parse(String text) {
    return new Bytes(Hex.decode(text));
  }

  /** Returns a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** How many bytes there are. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** Lower-case {@code 0x} hexadecimal. */
  @Override
  public String toString() {
    return Hex.encode(bytes);
  }
}
