package io.fairlead.devnet.bench.gas;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of results: rows of text under titles, the first column to the left and, where {@code
 * numbers} says so, the others to the right.
 *
 * @param title what it is about
 * @param columns titles of the columns
 * @param numbers how many of the last columns are numbers
 * @param rows as many cells each as there are columns
 */
record Grid(String title, List<String> columns, int numbers, List<List<String>> rows) {
  Grid {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
    for (List<String> row : rows) {
      if (row.size() != columns.size()) {
        throw new IllegalArgumentException("a row needs " + columns.size() + " cells");
      }
    }
  }

  /** Lines for a terminal. */
  List<String> text() {
    List<List<String>> all = new ArrayList<>();
    all.add(columns);
    all.addAll(rows);
    List<String> lines = new ArrayList<>(List.of(title, ""));
    for (List<String> row : all) {
      lines.add(
          String.join(
                  "  ", IntStream.range(0, row.size()).mapToObj(i -> pad(row.get(i), i)).toList())
              .stripTrailing());
    }
    return lines;
  }

  /** Lines of Markdown. */
  List<String> markdown() {
    List<String> lines = new ArrayList<>(List.of("### " + title, ""));
    lines.add(line(columns));
    lines.add(
        line(
            IntStream.range(0, columns.size())
                .mapToObj(i -> isNumber(i) ? "--:" : ":--")
                .toList()));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private boolean isNumber(int column) {
    return column >= columns.size() - numbers;
  }

  private String pad(String cell, int column) {
    int width =
        Math.max(
            columns.get(column).length(),
            rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    String blanks = " ".repeat(width - cell.length());
    return isNumber(column) ? blanks + cell : cell + blanks;
  }
}
