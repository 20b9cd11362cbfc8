package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Reads big-endian values without padding. Every method throws {@link IllegalArgumentException} if
 * the bytes end before the value does; nothing allocates more than what it reads.
 */
final class PackedReader {
  private final byte[] bytes;
  private int position;

  PackedReader(byte[] bytes) {
    this.bytes = bytes;
  }

  /** An unsigned number of {@code size} bytes, at most 7. */
  long number(int size) {
    return bits(size);
  }

  /** {@code size} bytes, at most 8, as they are. */
  long bits(int size) {
    int at = take(size);
    long value = 0;
    for (int i = at; i < at + size; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  BigInteger unsigned(int size) {
    return new BigInteger(1, bytes, take(size), size);
  }

  BigInteger signed(int size) {
    return new BigInteger(bytes, take(size), size);
  }

  Address address() {
    return Address.of(raw(Address.SIZE));
  }

  Bytes32 word() {
    return Bytes32.of(raw(Bytes32.SIZE));
  }

  /** A length of {@code lengthBytes} bytes, at most {@code limit}, then the bytes. */
  Bytes sized(int lengthBytes, int limit) {
    long length = number(lengthBytes);
    if (length > limit) {
      throw new IllegalArgumentException("more than " + limit + " bytes");
    }
    return Bytes.of(raw((int) length));
  }

  byte[] raw(int size) {
    int at = take(size);
    return Arrays.copyOfRange(bytes, at, at + size);
  }

  /** All that is left. */
  byte[] rest() {
    return raw(bytes.length - position);
  }

  void end() {
    if (position != bytes.length) {
      throw new IllegalArgumentException("bytes follow the end");
    }
  }

  private int take(int size) {
    if (bytes.length - position < size) {
      throw new IllegalArgumentException("bytes end early");
    }
    int at = position;
    position += size;
    return at;
  }
}
