package io.fairlead.auction.engine.reading;

import java.util.Arrays;

/**
 * A place in a JSON text. What it reads is JSON; what it only passes over need not be, apart from
 * that nothing in it is a control character: so it is in UTF-8 for every parser. Throws {@link
 * UnsureException} where the text is neither. For one thread.
 */
final class Cursor {
  private final byte[] text;
  private int at;
  private int begin;
  private int end;

  Cursor(byte[] text) {
    this.text = text;
  }

  /** Offset of the next byte. */
  int at() {
    return at;
  }

  /** Goes to an offset. */
  void to(int offset) {
    at = offset;
  }

  /** Where the contents of the last text begin. */
  int begin() {
    return begin;
  }

  /** Where they end, exclusive. */
  int end() {
    return end;
  }

  byte[] text() {
    return text;
  }

  /** The next byte, which is not passed. */
  byte peek() {
    if (at >= text.length) {
      throw new UnsureException();
    }
    return text[at];
  }

  /** Passes over blanks. */
  void space() {
    while (at < text.length && isBlank(text[at])) {
      at++;
    }
  }

  private static boolean isBlank(byte one) {
    return one == ' ' || one == '\n' || one == '\r' || one == '\t';
  }

  /** Passes over blanks, and over {@code wanted} if that comes next. */
  boolean take(char wanted) {
    space();
    if (at < text.length && text[at] == wanted) {
      at++;
      return true;
    }
    return false;
  }

  /** The same if anything else must not come. */
  void expect(char wanted) {
    if (!take(wanted)) {
      throw new UnsureException();
    }
  }

  /** Whether nothing but blanks is left. */
  boolean isAtEnd() {
    space();
    return at == text.length;
  }

  /** Passes over a text of printable ASCII without escapes, and remembers where it is. */
  void plain() {
    expect('"');
    begin = at;
    byte one = peek();
    while (one != '"') {
      if (one < ' ' || one == '\\' || one == 0x7f) {
        throw new UnsureException();
      }
      at++;
      one = peek();
    }
    end = at++;
  }

  /** Whether the last text is this one. */
  boolean is(byte[] ascii) {
    return end - begin == ascii.length && Arrays.equals(text, begin, end, ascii, 0, ascii.length);
  }

  /** Whether these bytes come next; passes over them if so. */
  boolean takeAll(byte[] ascii) {
    int to = at + ascii.length;
    if (to > text.length || !Arrays.equals(text, at, to, ascii, 0, ascii.length)) {
      return false;
    }
    at = to;
    return true;
  }

  /**
   * Passes over a value.
   *
   * @param deepest levels of arrays and objects in it, at most
   */
  void skip(int deepest) {
    space();
    int depth = 0;
    do {
      byte one = peek();
      at++;
      switch (one) {
        case '"' -> skipText();
        case '{', '[' -> depth = deeper(depth, deepest);
        case '}', ']' -> depth--;
        default -> {
          refuseControl(one);
          if (depth == 0) {
            skipScalar();
          }
        }
      }
    } while (depth > 0);
    if (depth < 0) {
      throw new UnsureException();
    }
  }

  private static int deeper(int depth, int deepest) {
    if (depth == deepest) {
      throw new UnsureException();
    }
    return depth + 1;
  }

  private void skipText() {
    byte one = peek();
    while (one != '"') {
      at++;
      if (one == '\\') {
        refuseControl(peek());
        at++;
      } else if (one >= 0 && one < ' ') {
        throw new UnsureException();
      }
      one = peek();
    }
    at++;
  }

  private void skipScalar() {
    byte one = peek();
    while (one != ',' && one != '}' && one != ']' && !isBlank(one)) {
      refuseControl(one);
      at++;
      one = peek();
    }
  }

  private static void refuseControl(byte one) {
    if (one >= 0 && one < ' ' && !isBlank(one)) {
      throw new UnsureException();
    }
  }
}
