package io.fairlead.contracts.signature;

import io.fairlead.contracts.primitive.Hex;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * A 65-byte secp256k1 signature {@code r ‖ s ‖ v} as the contract reads it. Immutable; not checked
 * for validity.
 */
public final class Signature {
  /** Length in bytes. */
  public static final int SIZE = 65;

  /** Length of the compact form in bytes. */
  public static final int COMPACT_SIZE = 64;

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

  /**
   * Reads {@code r ‖ vs}, 64 bytes (EIP-2098).
   *
   * @throws IllegalArgumentException unless there are exactly 64 of them
   */
  public static Signature ofCompact(byte[] compact) {
    if (compact.length != COMPACT_SIZE) {
      throw new IllegalArgumentException("a compact signature has 64 bytes");
    }
    byte[] bytes = Arrays.copyOf(compact, SIZE);
    bytes[64] = (byte) (bytes[32] < 0 ? 28 : 27);
    bytes[32] &= 0x7f;
    return new Signature(bytes);
  }

  /** Whether there is a 64-byte form: {@code v} is 27 or 28 and {@code s} below 2^255. */
  public boolean isCompactable() {
    return (v() == 27 || v() == 28) && bytes[32] >= 0;
  }

  /**
   * {@code r ‖ vs}, 64 bytes (EIP-2098).
   *
   * @throws IllegalArgumentException if there is no such form
   */
  public byte[] compact() {
    if (!isCompactable()) {
      throw new IllegalArgumentException("the signature has no 64-byte form");
    }
    byte[] compact = Arrays.copyOf(bytes, COMPACT_SIZE);
    compact[32] |= (byte) (v() == 28 ? 0x80 : 0);
    return compact;
  }

  /** Returns a copy of {@code r ‖ s ‖ v}. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** The last byte: 27 or 28 in a valid signature. */
  public int v() {
    return bytes[64] & 0xff;
  }

  /**
   * Whether the numbers are in the ranges the contract accepts: {@code v} 27 or 28, {@code 0 < r <
   * n}, {@code 0 < s <= n / 2}. It may still recover to nothing.
   */
  public boolean isCanonical() {
    BigInteger r = new BigInteger(1, bytes, 0, 32);
    BigInteger s = new BigInteger(1, bytes, 32, 32);
    return (v() == 27 || v() == 28)
        && r.signum() > 0
        && r.compareTo(Curve.ORDER) < 0
        && s.signum() > 0
        && s.compareTo(Curve.HALF_ORDER) <= 0;
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
