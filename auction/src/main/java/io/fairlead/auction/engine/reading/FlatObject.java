package io.fairlead.auction.engine.reading;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * The members of one object of known names, each at most once, whose values are plain texts, whole
 * numbers, words or empty arrays. Names are expected to come in the given order, which is quick,
 * but need not. For one thread, for one object after another.
 */
final class FlatObject {
  /** What a value is. */
  enum Kind {
    /** There is no such member. */
    MISSING,
    /** A text of printable ASCII without escapes. */
    TEXT,
    /** Digits, without needless zeros, that fit a long. */
    NUMBER,
    /** A word of JSON. */
    TRUE,
    /** A word of JSON. */
    FALSE,
    /** A word of JSON. */
    NULL,
    /** Nothing in brackets. */
    EMPTY
  }

  private static final int MOST_DIGITS = 18;
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NULL = ascii("null");

  private final byte[][] names;
  private final Kind[] kinds;
  private final int[] begins;
  private final int[] ends;

  /** Of these names. */
  FlatObject(List<String> names) {
    this.names = names.stream().map(FlatObject::ascii).toArray(byte[][]::new);
    this.kinds = new Kind[this.names.length];
    this.begins = new int[this.names.length];
    this.ends = new int[this.names.length];
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Reads an object; the cursor stands behind it then. */
  void read(Cursor cursor) {
    Arrays.fill(kinds, Kind.MISSING);
    cursor.expect('{');
    int last = -1;
    do {
      cursor.plain();
      last = place(cursor, last);
      cursor.expect(':');
      cursor.space();
      kinds[last] = value(cursor, last);
    } while (cursor.take(','));
    cursor.expect('}');
  }

  private int place(Cursor cursor, int last) {
    int place = last;
    for (int i = 0; i < names.length; i++) {
      place = place + 1 == names.length ? 0 : place + 1;
      if (cursor.is(names[place])) {
        if (kinds[place] != Kind.MISSING) {
          throw new UnsureException();
        }
        return place;
      }
    }
    throw new UnsureException();
  }

  private Kind value(Cursor cursor, int place) {
    return switch (cursor.peek()) {
      case '"' -> {
        cursor.plain();
        begins[place] = cursor.begin();
        ends[place] = cursor.end();
        yield Kind.TEXT;
      }
      case '[' -> {
        cursor.expect('[');
        cursor.expect(']');
        yield Kind.EMPTY;
      }
      case 't' -> word(cursor, TRUE, Kind.TRUE);
      case 'f' -> word(cursor, FALSE, Kind.FALSE);
      case 'n' -> word(cursor, NULL, Kind.NULL);
      default -> number(cursor, place);
    };
  }

  private static Kind word(Cursor cursor, byte[] word, Kind kind) {
    if (!cursor.takeAll(word)) {
      throw new UnsureException();
    }
    return kind;
  }

  private Kind number(Cursor cursor, int place) {
    begins[place] = cursor.at();
    boolean zero = cursor.peek() == '0';
    while (cursor.peek() >= '0' && cursor.peek() <= '9') {
      cursor.to(cursor.at() + 1);
    }
    ends[place] = cursor.at();
    int digits = ends[place] - begins[place];
    if (digits == 0 || digits > MOST_DIGITS || (zero && digits > 1)) {
      throw new UnsureException();
    }
    return Kind.NUMBER;
  }

  /** What the value is. */
  Kind kind(int place) {
    return kinds[place];
  }

  /** Whether there is none, or a null. */
  boolean isAbsent(int place) {
    return kinds[place] == Kind.MISSING || kinds[place] == Kind.NULL;
  }

  /** Where a text's or a number's characters begin. */
  int begin(int place) {
    return begins[place];
  }

  /** Where they end, exclusive. */
  int end(int place) {
    return ends[place];
  }
}
