package io.fairlead.auction.engine.reading;

import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Reads the elements of an array one after another. Of one that stands in the earlier document, at
 * the same place relative to those before it or a little later, to the byte, the text is not looked
 * at again. For one thread.
 *
 * @param <T> what an element is read to
 */
final class Elements<T> {
  /** How many elements may have gone in a row before the rest is taken for new. */
  private static final int WINDOW = 64;

  private final Known<T> before;
  private final Reader<T> reader;
  private final ToIntFunction<T> head;
  private int next;

  /** Reads one element at the cursor, which then stands behind it; null if it is of no use. */
  interface Reader<T> {
    @Nullable T read(Cursor cursor);
  }

  /**
   * With what the earlier document held.
   *
   * @param head what an element's uid begins with
   */
  Elements(Known<T> before, Reader<T> reader, ToIntFunction<T> head) {
    this.before = before;
    this.reader = reader;
    this.head = head;
  }

  /**
   * Reads all up to the closing bracket.
   *
   * @param cursor behind the opening bracket
   * @param most elements
   */
  Known<T> read(Cursor cursor, int most) {
    Known.Builder<T> now = new Known.Builder<>(cursor.text());
    if (cursor.take(']')) {
      return now.built();
    }
    do {
      if (now.size() == most) {
        throw new UnsureException();
      }
      cursor.space();
      if (!recognised(cursor, now)) {
        int begin = cursor.at();
        T element = reader.read(cursor);
        now.add(begin, cursor.at(), element, element == null ? 0 : head.applyAsInt(element));
      }
    } while (cursor.take(','));
    cursor.expect(']');
    return now.built();
  }

  private boolean recognised(Cursor cursor, Known.Builder<T> now) {
    int begin = cursor.at();
    int last = Math.min(next + WINDOW, before.size());
    for (int number = next; number < last; number++) {
      int length = before.matches(number, cursor.text(), begin);
      if (length >= 0) {
        cursor.to(begin + length);
        now.add(begin, begin + length, before.element(number), before.head(number));
        next = number + 1;
        return true;
      }
    }
    return false;
  }
}
