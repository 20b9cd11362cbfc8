package io.fairlead.contracts.primitive;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A 32-byte word: a hash, a Merkle root, free application data. Immutable; ordered as an unsigned
 * big-endian number.
 */
public final class Bytes32 implements Comparable<Bytes32> {
  /** Length in bytes. */
  public static final int SIZE = 32;

  /** All bytes zero. */
  public static final Bytes32 ZERO = new Bytes32(new byte[SIZE]);

  private final byte[] bytes;

  private Bytes32(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies {@code bytes}.
   *
   * @throws IllegalArgumentException unless there are exactly {@link #SIZE} of them
   */
  public static Bytes32 of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("expected " + SIZE + " bytes, got " + bytes.length);
    }
    return new Bytes32(bytes.clone());
  }

  /**
   * Reads {@code 0x} and {@code 2 * SIZE} digits of either case.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Bytes32 parse(String text) {
    if (text.length() != 2 + 2 * SIZE) {
      throw new IllegalArgumentException("expected 0x and " + 2 * SIZE + " hex digits");
    }
    return new Bytes32(Hex.decode(text));
  }

  /** Returns a copy of the bytes, most significant first. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The first four bytes as a number: of two hashes it hardly ever is the same. */
  public int head() {
    return ByteBuffer.wrap(bytes).getInt();
  }

  /** Whether every byte is zero. */
  public boolean isZero() {
    return equals(ZERO);
  }

  @Override
  public int compareTo(Bytes32 other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes32 that && Arrays.equals(bytes, that.bytes);
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
