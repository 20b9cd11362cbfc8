package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Writes big-endian values without padding. Every method throws {@link IllegalArgumentException} on
 * a value that does not fit.
 */
final class PackedWriter {
  private byte[] buffer = new byte[512];
  private int size;

  /** A number of {@code bytes} bytes, at most 7. */
  PackedWriter number(long value, int bytes) {
    if (value < 0 || value >>> (8 * bytes) != 0) {
      throw new IllegalArgumentException("number does not fit " + bytes + " bytes");
    }
    return bits(value, bytes);
  }

  /** The low {@code bytes} bytes of {@code value}, whatever they mean. */
  PackedWriter bits(long value, int bytes) {
    room(bytes);
    for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
      buffer[size++] = (byte) (value >>> shift);
    }
    return this;
  }

  /** An unsigned number of {@code bytes} bytes. */
  PackedWriter unsigned(BigInteger value, int bytes) {
    if (value.signum() < 0 || value.bitLength() > 8 * bytes) {
      throw new IllegalArgumentException("number does not fit " + bytes + " bytes");
    }
    return filled(value, bytes, 0);
  }

  /** A number of {@code bytes} bytes in two's complement. */
  PackedWriter signed(BigInteger value, int bytes) {
    if (value.bitLength() > 8 * bytes - 1) {
      throw new IllegalArgumentException("number does not fit " + bytes + " bytes");
    }
    return filled(value, bytes, value.signum() < 0 ? -1 : 0);
  }

  PackedWriter address(Address address) {
    return raw(address.bytes());
  }

  PackedWriter word(Bytes32 word) {
    return raw(word.bytes());
  }

  /** Length of {@code lengthBytes} bytes, then the bytes. */
  PackedWriter sized(Bytes value, int lengthBytes) {
    return number(value.size(), lengthBytes).raw(value.bytes());
  }

  PackedWriter raw(byte[] bytes) {
    return raw(bytes, 0);
  }

  Bytes toBytes() {
    return Bytes.of(toArray());
  }

  byte[] toArray() {
    return Arrays.copyOf(buffer, size);
  }

  private PackedWriter filled(BigInteger value, int bytes, int padding) {
    byte[] digits = value.toByteArray();
    int from = Math.max(0, digits.length - bytes);
    room(bytes);
    for (int i = digits.length - from; i < bytes; i++) {
      buffer[size++] = (byte) padding;
    }
    return raw(digits, from);
  }

  private PackedWriter raw(byte[] bytes, int from) {
    int length = bytes.length - from;
    room(length);
    System.arraycopy(bytes, from, buffer, size, length);
    size += length;
    return this;
  }

  private void room(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(2 * buffer.length, size + more));
    }
  }
}
