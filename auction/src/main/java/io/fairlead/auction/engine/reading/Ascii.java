package io.fairlead.auction.engine.reading;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and hex digits straight from a text's bytes. Throws {@link UnsureException}. */
final class Ascii {
  private static final int LONG_DIGITS = 18;
  private static final BigInteger LONG_UNIT = BigInteger.TEN.pow(LONG_DIGITS);

  /** So many digits fit 256 bits whatever they are. */
  private static final int MOST_DIGITS = 77;

  private static final byte[] NIBBLES = nibbles();

  private Ascii() {}

  private static byte[] nibbles() {
    byte[] nibbles = new byte[256];
    Arrays.fill(nibbles, (byte) -1);
    for (int digit = 0; digit < 16; digit++) {
      char lower = Character.forDigit(digit, 16);
      nibbles[lower] = (byte) digit;
      nibbles[Character.toUpperCase(lower)] = (byte) digit;
    }
    return nibbles;
  }

  /** Of at most 18 digits. */
  static long number(byte[] text, int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = text[i] - '0';
      if (digit < 0 || digit > 9) {
        throw new UnsureException();
      }
      value = 10 * value + digit;
    }
    return value;
  }

  /** An unsigned decimal that fits 256 bits. */
  static BigInteger decimal(byte[] text, int from, int to) {
    int digits = to - from;
    if (digits == 0 || digits > MOST_DIGITS) {
      throw new UnsureException();
    }
    if (digits <= LONG_DIGITS) {
      return BigInteger.valueOf(number(text, from, to));
    }
    if (digits <= 2 * LONG_DIGITS) {
      int middle = to - LONG_DIGITS;
      return BigInteger.valueOf(number(text, from, middle))
          .multiply(LONG_UNIT)
          .add(BigInteger.valueOf(number(text, middle, to)));
    }
    for (int i = from; i < to; i++) {
      if (text[i] < '0' || text[i] > '9') {
        throw new UnsureException();
      }
    }
    return new BigInteger(new String(text, from, digits, StandardCharsets.US_ASCII));
  }

  /** What {@code 0x} and pairs of hex digits say; at most {@code most} bytes. */
  static byte[] hex(byte[] text, int from, int to, int most) {
    int length = to - from - 2;
    if (length < 0 || length % 2 != 0 || length > 2 * most) {
      throw new UnsureException();
    }
    if (text[from] != '0' || text[from + 1] != 'x') {
      throw new UnsureException();
    }
    return digits(text, from + 2, to);
  }

  /** What pairs of hex digits say. */
  static byte[] digits(byte[] text, int from, int to) {
    byte[] bytes = new byte[(to - from) / 2];
    int wrong = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = NIBBLES[text[from + 2 * i] & 0xff];
      int low = NIBBLES[text[from + 2 * i + 1] & 0xff];
      wrong |= high | low;
      bytes[i] = (byte) ((high << 4) | low);
    }
    if (wrong < 0) {
      throw new UnsureException();
    }
    return bytes;
  }
}
