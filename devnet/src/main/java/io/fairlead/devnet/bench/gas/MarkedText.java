package io.fairlead.devnet.bench.gas;

import java.util.ArrayList;
import java.util.List;

/** A text with one part that a program writes, between two marks which are lines of their own. */
final class MarkedText {
  static final String BEGIN = "<!-- bench gas: begin -->";
  static final String END = "<!-- bench gas: end -->";

  private MarkedText() {}

  /**
   * The text with other lines between the marks.
   *
   * @throws IllegalArgumentException unless each mark is there once, in this order
   */
  static List<String> replace(List<String> text, List<String> part) {
    int begin = text.indexOf(BEGIN);
    int end = text.indexOf(END);
    if (begin < 0
        || end < begin
        || begin != text.lastIndexOf(BEGIN)
        || end != text.lastIndexOf(END)) {
      throw new IllegalArgumentException(
          "there must be one line " + BEGIN + " and after it one line " + END);
    }
    List<String> result = new ArrayList<>(text.subList(0, begin + 1));
    result.addAll(part);
    result.addAll(text.subList(end, text.size()));
    return result;
  }
}
