package io.fairlead.auction.engine.reading;

import java.util.Arrays;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Values whose texts come many times in one document, as tokens do, made once each as long as there
 * is room. For one thread.
 */
final class Repeated<T> {
  private static final int ROOM = 512;
  private static final int TAIL = 6;

  private final byte[] text;
  private final Function<byte[], T> made;
  private final int[] begins = new int[ROOM];
  private final @Nullable Object[] values = new Object[ROOM];

  /**
   * Of a document.
   *
   * @param made a value of its bytes
   */
  Repeated(byte[] text, Function<byte[], T> made) {
    this.text = text;
    this.made = made;
  }

  /** The value of {@code 0x} and so many bytes' hex digits. */
  T of(int from, int to, int size) {
    if (to - from != 2 + 2 * size) {
      throw new UnsureException();
    }
    int hash = 0;
    for (int i = to - TAIL; i < to; i++) {
      hash = 31 * hash + text[i];
    }
    int slot = (hash ^ (hash >>> 9)) & (ROOM - 1);
    @SuppressWarnings("unchecked") // what this method put there
    T known = (T) values[slot];
    int begin = begins[slot];
    if (known != null && Arrays.equals(text, begin, begin + to - from, text, from, to)) {
      return known;
    }
    T value = made.apply(Ascii.hex(text, from, to, size));
    begins[slot] = from;
    values[slot] = value;
    return value;
  }
}
