package io.fairlead.contracts.abi;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Encodes one tuple in the Solidity ABI's strict form, value after value. The arguments of a call
 * are a tuple; so is a struct and an array's elements. A struct of static members is written member
 * by member in place. For one thread.
 */
public final class AbiWriter {
  static final int WORD = 32;

  private final List<byte[]> words = new ArrayList<>();

  /** The dynamic values, and which words of the head hold their offsets. */
  private final List<byte[]> tails = new ArrayList<>();

  private final List<Integer> offsets = new ArrayList<>();
  private int tailSize;

  /** A {@code bytes32}. */
  public AbiWriter word(Bytes32 value) {
    return slot(value.bytes());
  }

  /** An {@code address}. */
  public AbiWriter address(Address value) {
    byte[] word = new byte[WORD];
    System.arraycopy(value.bytes(), 0, word, WORD - Address.SIZE, Address.SIZE);
    return slot(word);
  }

  /** A {@code bool}. */
  public AbiWriter bool(boolean value) {
    return uint(value ? 1 : 0);
  }

  /**
   * A {@code uint} of at least 64 bits, or of fewer that {@code value} fits by its own type.
   *
   * @throws AbiException if negative
   */
  public AbiWriter uint(long value) {
    if (value < 0) {
      throw new AbiException("a negative number is not a uint");
    }
    return slot(ByteBuffer.allocate(WORD).putLong(WORD - Long.BYTES, value).array());
  }

  /**
   * A {@code uint<bits>}.
   *
   * @throws AbiException if the value does not fit
   */
  public AbiWriter uint(BigInteger value, int bits) {
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new AbiException("number does not fit uint" + bits);
    }
    byte[] magnitude = value.toByteArray();
    int skip = magnitude.length > WORD ? magnitude.length - WORD : 0;
    byte[] word = new byte[WORD];
    int length = magnitude.length - skip;
    System.arraycopy(magnitude, skip, word, WORD - length, length);
    return slot(word);
  }

  /** A {@code bytes} (or the UTF-8 of a {@code string}). */
  public AbiWriter bytes(Bytes value) {
    int size = value.size();
    int padded = Math.ceilDiv(size, WORD) * WORD;
    byte[] tail = ByteBuffer.allocate(WORD + padded).putInt(WORD - Integer.BYTES, size).array();
    System.arraycopy(value.bytes(), 0, tail, WORD, size);
    return tail(tail);
  }

  /** A dynamic tuple: a struct with at least one {@code bytes}, {@code string} or array in it. */
  public AbiWriter tuple(Consumer<AbiWriter> members) {
    AbiWriter inner = new AbiWriter();
    members.accept(inner);
    return tail(inner.toArray());
  }

  /**
   * An array of any length; {@code element} writes one element, through a {@code tuple} if dynamic.
   */
  public <T> AbiWriter array(List<T> values, BiConsumer<AbiWriter, T> element) {
    AbiWriter inner = new AbiWriter();
    values.forEach(value -> element.accept(inner, value));
    byte[] elements = inner.toArray();
    byte[] tail =
        ByteBuffer.allocate(WORD + elements.length)
            .putInt(WORD - Integer.BYTES, values.size())
            .array();
    System.arraycopy(elements, 0, tail, WORD, elements.length);
    return tail(tail);
  }

  /** The encoding, a multiple of 32 bytes. */
  public Bytes toBytes() {
    return Bytes.of(toArray());
  }

  byte[] toArray() {
    ByteBuffer out = ByteBuffer.allocate(words.size() * WORD + tailSize);
    words.forEach(out::put);
    for (int i = 0; i < tails.size(); i++) {
      out.putInt(offsets.get(i) * WORD + WORD - Integer.BYTES, out.position());
      out.put(tails.get(i));
    }
    return out.array();
  }

  private AbiWriter slot(byte[] word) {
    words.add(word);
    return this;
  }

  private AbiWriter tail(byte[] tail) {
    offsets.add(words.size());
    words.add(new byte[WORD]);
    tails.add(tail);
    tailSize += tail.length;
    return this;
  }
}
