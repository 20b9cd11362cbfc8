package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Bytes;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Recursive length prefix encoding, canonical form only. */
final class Rlp {
  private static final int MAX_DEPTH = 8;

  private final byte[] data;
  private int at;

  private Rlp(byte[] data, int from) {
    this.data = data;
    this.at = from;
  }

  static byte[] encode(RlpItem item) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(item, out);
    return out.toByteArray();
  }

  /**
   * Reads one item which ends with the data.
   *
   * @throws IllegalArgumentException if the bytes are anything else, or nested too deeply
   */
  static RlpItem decode(byte[] data, int from) {
    Rlp reader = new Rlp(data, from);
    RlpItem item = reader.read(0, data.length);
    if (reader.at != data.length) {
      throw new IllegalArgumentException("bytes follow the transaction");
    }
    return item;
  }

  private static void write(RlpItem item, ByteArrayOutputStream out) {
    switch (item) {
      case RlpItem.Text(Bytes value) -> {
        byte[] bytes = value.bytes();
        if (bytes.length != 1 || bytes[0] < 0) {
          header(0x80, bytes.length, out);
        }
        out.writeBytes(bytes);
      }
      case RlpItem.Sequence(List<RlpItem> items) -> {
        ByteArrayOutputStream inner = new ByteArrayOutputStream();
        items.forEach(one -> write(one, inner));
        header(0xc0, inner.size(), out);
        out.writeBytes(inner.toByteArray());
      }
    }
  }

  private static void header(int offset, int length, ByteArrayOutputStream out) {
    if (length < 56) {
      out.write(offset + length);
      return;
    }
    byte[] digits = BigInteger.valueOf(length).toByteArray();
    int skip = digits[0] == 0 ? 1 : 0;
    out.write(offset + 55 + digits.length - skip);
    out.write(digits, skip, digits.length - skip);
  }

  private RlpItem read(int depth, int end) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException("nested too deeply");
    }
    int first = next(end);
    if (first < 0x80) {
      return RlpItem.of(Bytes.of(new byte[] {(byte) first}));
    }
    boolean list = first >= 0xc0;
    int length = length(first - (list ? 0xc0 : 0x80), end);
    if (length > end - at) {
      throw new IllegalArgumentException("bytes end within a value");
    }
    int stop = at + length;
    if (list) {
      List<RlpItem> items = new ArrayList<>();
      while (at < stop) {
        items.add(read(depth + 1, stop));
      }
      return RlpItem.list(items);
    }
    byte[] value = Arrays.copyOfRange(data, at, stop);
    if (length == 1 && value[0] >= 0) {
      throw new IllegalArgumentException("a byte is not in its shortest form");
    }
    at = stop;
    return RlpItem.of(Bytes.of(value));
  }

  private int length(int code, int end) {
    if (code < 56) {
      return code;
    }
    int digits = code - 55;
    if (digits > 3) {
      throw new IllegalArgumentException("too long");
    }
    int length = 0;
    for (int i = 0; i < digits; i++) {
      length = length << 8 | next(end);
    }
    if (length < 56 || length >>> (8 * (digits - 1)) == 0) {
      throw new IllegalArgumentException("a length is not in its shortest form");
    }
    return length;
  }

  private int next(int end) {
    if (at >= end) {
      throw new IllegalArgumentException("bytes end within a value");
    }
    return data[at++] & 0xff;
  }
}
