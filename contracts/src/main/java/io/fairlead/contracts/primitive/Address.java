package io.fairlead.contracts.primitive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An account or contract on chain: 20 bytes. Immutable; ordered as an unsigned big-endian number.
 */
public final class Address implements Comparable<Address> {
  /** Length in bytes. */
  public static final int SIZE = 20;

  /** All bytes zero. */
  public static final Address ZERO = new Address(new byte[SIZE]);

  private final byte[] bytes;

  private Address(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Copies {@code bytes}.
   *
   * @throws IllegalArgumentException unless there are exactly {@link #SIZE} of them
   */
  public static Address of(byte[] bytes) {
    if (bytes.length != SIZE) {
      throw new IllegalArgumentException("expected " + SIZE + " bytes, got " + bytes.length);
    }
    return new Address(bytes.clone());
  }

  /**
   * Reads {@code 0x} and {@code 2 * SIZE} digits of either case.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static Address parse(String text) {
    if (text.length() != 2 + 2 * SIZE) {
      throw new IllegalArgumentException("expected 0x and " + 2 * SIZE + " hex digits");
    }
    return new Address(Hex.decode(text));
  }

  /** Returns a copy of the bytes, most significant first. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether every byte is zero. */
  public boolean isZero() {
    return equals(ZERO);
  }

  /** {@code 0x} hexadecimal whose capitals are a checksum (EIP-55), as wallets show it. */
  public String toChecksum() {
    String digits = toString().substring(2);
    byte[] hash = Keccak.hash(digits.getBytes(StandardCharsets.US_ASCII)).bytes();
    StringBuilder text = new StringBuilder("0x");
    for (int i = 0; i < digits.length(); i++) {
      int nibble = hash[i / 2] >> (i % 2 == 0 ? 4 : 0) & 0xf;
      text.append(nibble >= 8 ? Character.toUpperCase(digits.charAt(i)) : digits.charAt(i));
    }
    return text.toString();
  }

  @Override
  public int compareTo(Address other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Address that && Arrays.equals(bytes, that.bytes);
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
