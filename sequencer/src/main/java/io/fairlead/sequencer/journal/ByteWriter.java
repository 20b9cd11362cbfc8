package io.fairlead.sequencer.journal;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the journal's primitive values, each in exactly one form. Whole numbers are little-endian
 * base 128 with a continuation bit; amounts are a length and big-endian bytes without leading zero.
 */
final class ByteWriter {
  private byte[] buffer = new byte[512];
  private int size;

  ByteWriter tag(int value) {
    room(1);
    buffer[size++] = (byte) value;
    return this;
  }

  ByteWriter flag(boolean value) {
    return tag(value ? 1 : 0);
  }

  /**
   * Writes a number that is not negative.
   *
   * @throws IllegalArgumentException if it is
   */
  ByteWriter number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("negative: " + value);
    }
    long rest = value;
    while (rest > 0x7f) {
      tag((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    return tag((int) rest);
  }

  /**
   * Writes an amount of at most 256 bits.
   *
   * @throws IllegalArgumentException if it is negative or longer
   */
  ByteWriter amount(BigInteger value) {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("an amount must fit uint256");
    }
    int length = (value.bitLength() + 7) / 8;
    byte[] bytes = value.toByteArray();
    tag(length);
    return raw(bytes, bytes.length - length, length);
  }

  /**
   * Writes an amount that may be below zero: whether it is, and its size.
   *
   * @throws IllegalArgumentException if that has more than 256 bits
   */
  ByteWriter signed(BigInteger value) {
    return flag(value.signum() < 0).amount(value.abs());
  }

  ByteWriter word(Bytes32 word) {
    return raw(word.bytes());
  }

  ByteWriter address(Address address) {
    return raw(address.bytes());
  }

  /**
   * Writes text of at most {@code limit} bytes of UTF-8.
   *
   * @throws IllegalArgumentException if it is longer
   */
  ByteWriter text(String text, int limit) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > limit) {
      throw new IllegalArgumentException("text longer than " + limit + " bytes");
    }
    return number(bytes.length).raw(bytes);
  }

  /**
   * Writes at most {@code limit} bytes.
   *
   * @throws IllegalArgumentException if there are more
   */
  ByteWriter bytes(Bytes bytes, int limit) {
    if (bytes.size() > limit) {
      throw new IllegalArgumentException("more than " + limit + " bytes");
    }
    return number(bytes.size()).raw(bytes.bytes());
  }

  ByteWriter raw(byte[] bytes) {
    return raw(bytes, 0, bytes.length);
  }

  Bytes toBytes() {
    return Bytes.of(toByteArray());
  }

  byte[] toByteArray() {
    return Arrays.copyOf(buffer, size);
  }

  private ByteWriter raw(byte[] bytes, int offset, int length) {
    room(length);
    System.arraycopy(bytes, offset, buffer, size, length);
    size += length;
    return this;
  }

  private void room(int more) {
    if (buffer.length - size < more) {
      buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, size + more));
    }
  }
}
