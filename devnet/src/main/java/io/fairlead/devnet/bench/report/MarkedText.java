package io.fairlead.devnet.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a page that a benchmark writes, between two marks which are lines of their own.
 *
 * @param name the benchmark's command, without {@code fairlead}
 */
public record MarkedText(String name) {
  /** The line before the part. */
  public String begin() {
    return "<!-- " + name + ": begin -->";
  }

  /** The line after it. */
  public String end() {
    return "<!-- " + name + ": end -->";
  }

  /**
   * A text with other lines between the marks.
   *
   * @throws IllegalArgumentException unless each mark is there once, in this order
   */
  public List<String> replace(List<String> text, List<String> part) {
    int begin = text.indexOf(begin());
    int end = text.indexOf(end());
    if (begin < 0
        || end < begin
        || begin != text.lastIndexOf(begin())
        || end != text.lastIndexOf(end())) {
      throw new IllegalArgumentException(
          "there must be one line " + begin() + " and after it one line " + end());
    }
    List<String> result = new ArrayList<>(text.subList(0, begin + 1));
    result.addAll(part);
    result.addAll(text.subList(end, text.size()));
    return result;
  }

  /**
   * Replaces the part in a file by a table, with a blank line before and after it.
   *
   * @throws IllegalArgumentException as for {@link #replace}; the file is left as it was
   */
  public void write(Path file, List<String> table) throws IOException {
    List<String> part = new ArrayList<>(table);
    part.addFirst("");
    part.add("");
    List<String> text = replace(Files.readAllLines(file), part);
    Files.writeString(file, String.join("\n", text) + "\n");
  }
}
