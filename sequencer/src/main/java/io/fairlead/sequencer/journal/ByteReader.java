package io.fairlead.sequencer.journal;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link ByteWriter} wrote, and nothing else: every method throws {@link
 * IllegalArgumentException} on bytes the writer cannot have produced.
 */
final class ByteReader {
  private final byte[] bytes;
  private int position;

  ByteReader(byte[] bytes) {
    this.bytes = bytes;
  }

  int tag() {
    require(1);
    return bytes[position++] & 0xff;
  }

  boolean flag() {
    int value = tag();
    if (value > 1) {
      throw new IllegalArgumentException("neither true nor false: " + value);
    }
    return value == 1;
  }

  long number() {
    long value = 0;
    for (int shift = 0; shift < 63; shift += 7) {
      int part = tag();
      value |= (long) (part & 0x7f) << shift;
      if (part < 0x80) {
        if (part == 0 && shift > 0) {
          throw new IllegalArgumentException("number with a superfluous byte");
        }
        return value;
      }
    }
    throw new IllegalArgumentException("number longer than 63 bits");
  }

  /** Reads a number of things of which each takes at least one byte. */
  int count() {
    long count = number();
    if (count > bytes.length - position) {
      throw new IllegalArgumentException("more elements than bytes: " + count);
    }
    return (int) count;
  }

  BigInteger amount() {
    int length = tag();
    if (length > 32) {
      throw new IllegalArgumentException("amount longer than 256 bits");
    }
    byte[] magnitude = raw(length);
    if (length > 0 && magnitude[0] == 0) {
      throw new IllegalArgumentException("amount with a leading zero");
    }
    return new BigInteger(1, magnitude);
  }

  BigInteger signed() {
    boolean negative = flag();
    BigInteger size = amount();
    if (negative && size.signum() == 0) {
      throw new IllegalArgumentException("a zero below zero");
    }
    return negative ? size.negate() : size;
  }

  Bytes32 word() {
    return Bytes32.of(raw(Bytes32.SIZE));
  }

  Address address() {
    return Address.of(raw(Address.SIZE));
  }

  String text(int limit) {
    int length = count();
    if (length > limit) {
      throw new IllegalArgumentException("text longer than " + limit + " bytes");
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw(length))).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text is not UTF-8", e);
    }
  }

  /** Reads a length of at most {@code limit}, and as many bytes. */
  Bytes bytes(int limit) {
    int length = count();
    if (length > limit) {
      throw new IllegalArgumentException("more than " + limit + " bytes");
    }
    return Bytes.of(raw(length));
  }

  byte[] raw(int length) {
    require(length);
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  int left() {
    return bytes.length - position;
  }

  void end() {
    if (left() > 0) {
      throw new IllegalArgumentException(left() + " bytes too many");
    }
  }

  private void require(int length) {
    if (left() < length) {
      throw new IllegalArgumentException("cut short by " + (length - left()) + " bytes");
    }
  }
}
