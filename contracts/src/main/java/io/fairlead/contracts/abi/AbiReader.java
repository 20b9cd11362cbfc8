package io.fairlead.contracts.abi;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Decodes one tuple of the Solidity ABI's strict form, value after value: what every compiler and
 * library writes, where dynamic values follow in order without gap or overlap and padding is zero.
 * So there is one encoding per value, and no input makes the reader allocate more than a small
 * multiple of its own size. Every method throws {@link AbiException} where the bytes are not that.
 * For one thread.
 */
public final class AbiReader {
  private static final int WORD = AbiWriter.WORD;
  private static final int UNKNOWN = -1;

  private final byte[] data;
  private final int base;
  private int head;
  private int headEnd = UNKNOWN;
  private int tail = UNKNOWN;

  private AbiReader(byte[] data, int base) {
    this.data = data;
    this.base = base;
    this.head = base;
  }

  /**
   * Reads a tuple which fills all of {@code data}.
   *
   * @param body reads every member, in order
   * @throws AbiException if the bytes are not such a tuple, or {@code body} left something unread
   */
  public static <T> T read(Bytes data, Function<AbiReader, T> body) {
    return read(data.bytes(), 0, body);
  }

  static <T> T read(byte[] data, int from, Function<AbiReader, T> body) {
    AbiReader reader = new AbiReader(data, from);
    T result = body.apply(reader);
    if (reader.end() != data.length) {
      throw new AbiException("bytes follow the last value");
    }
    return result;
  }

  /** A {@code bytes32}. */
  public Bytes32 word() {
    int at = take();
    return Bytes32.of(Arrays.copyOfRange(data, at, at + WORD));
  }

  /** An {@code address}; its upper 12 bytes must be zero. */
  public Address address() {
    int at = take();
    requireZero(at, at + WORD - Address.SIZE);
    return Address.of(Arrays.copyOfRange(data, at + WORD - Address.SIZE, at + WORD));
  }

  /** A {@code bool}: 0 or 1. */
  public boolean bool() {
    return number(1) == 1;
  }

  /** A {@code uint<bits>}. */
  public BigInteger uint(int bits) {
    int at = take();
    requireZero(at, at + WORD - bits / 8);
    return new BigInteger(1, data, at, WORD);
  }

  /** A number of any {@code uint} type which must be below 2^{@code bits}, {@code bits <= 63}. */
  public long number(int bits) {
    long value = longAt(take());
    if (value >>> bits != 0) {
      throw new AbiException("number does not fit " + bits + " bits");
    }
    return value;
  }

  /** A {@code bytes} (or the UTF-8 of a {@code string}). */
  public Bytes bytes() {
    int at = enter();
    int size = size(at);
    int from = at + WORD;
    int padded = Math.ceilDiv(size, WORD) * WORD;
    if (padded > data.length - from) {
      throw new AbiException("length is beyond the end");
    }
    requireZero(from + size, from + padded);
    tail = from + padded;
    return Bytes.of(Arrays.copyOfRange(data, from, from + size));
  }

  /** A dynamic tuple; {@code body} reads every member. Static tuples are read in place. */
  public <T> T tuple(Function<AbiReader, T> body) {
    AbiReader inner = new AbiReader(data, enter());
    T result = body.apply(inner);
    tail = inner.end();
    return result;
  }

  /**
   * An array of any length; {@code element} reads one element, through {@link #tuple} if dynamic.
   */
  public <T> List<T> array(Function<AbiReader, T> element) {
    int at = enter();
    int count = size(at);
    int from = at + WORD;
    // Every element has at least one word in the head, so a longer list cannot be here.
    if (count > (data.length - from) / WORD) {
      throw new AbiException("length is beyond the end");
    }
    AbiReader inner = new AbiReader(data, from);
    List<T> values = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      values.add(element.apply(inner));
    }
    tail = inner.end();
    return values;
  }

  private int end() {
    if (headEnd == UNKNOWN) {
      return head;
    }
    if (head != headEnd) {
      throw new AbiException("the first offset does not point behind the head");
    }
    return tail;
  }

  private int take() {
    int at = head;
    if (data.length - at < WORD) {
      throw new AbiException("bytes end within a word");
    }
    head += WORD;
    return at;
  }

  /** Takes an offset and returns where it points: behind the head, or behind the value before. */
  private int enter() {
    long offset = longAt(take());
    if (offset < 0 || offset > data.length - base) {
      throw new AbiException("offset is beyond the end");
    }
    int at = base + (int) offset;
    if (headEnd == UNKNOWN) {
      if (at < head) {
        throw new AbiException("offset points into the head");
      }
      headEnd = at;
    } else if (at != tail) {
      throw new AbiException("offset leaves a gap or overlaps");
    }
    return at;
  }

  private int size(int at) {
    if (data.length - at < WORD) {
      throw new AbiException("bytes end within a length");
    }
    long size = longAt(at);
    if (size < 0 || size > data.length) {
      throw new AbiException("length is beyond the end");
    }
    return (int) size;
  }

  /** The number in the word at {@code at}; anything from 2^63 on is an error. */
  private long longAt(int at) {
    requireZero(at, at + WORD - Long.BYTES);
    long value = 0;
    for (int i = at + WORD - Long.BYTES; i < at + WORD; i++) {
      value = value << 8 | (data[i] & 0xff);
    }
    if (value < 0) {
      throw new AbiException("number does not fit 63 bits");
    }
    return value;
  }

  private void requireZero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (data[i] != 0) {
        throw new AbiException("padding is not zero, or a number is too large");
      }
    }
  }
}
