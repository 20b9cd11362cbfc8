package io.fairlead.devnet.bench.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Processor time over number of orders, both logarithmic, as SVG. */
final class BatchPlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 420;
  private static final int LEFT = 70;
  private static final int RIGHT = 190;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#e07a1f", "#2a9d8f", "#b23a48", "#6c4ab6", "#555555");

  private final double lowX;
  private final double highX;
  private final double lowY;
  private final double highY;
  private final List<String> parts = new ArrayList<>();

  private BatchPlot(List<BatchRow> rows) {
    lowX = Math.floor(Math.log10(rows.stream().mapToInt(BatchRow::orders).min().orElse(10)));
    highX =
        Math.max(
            lowX + 1,
            Math.ceil(Math.log10(rows.stream().mapToInt(BatchRow::orders).max().orElse(10))));
    lowY = Math.floor(Math.log10(rows.stream().mapToDouble(BatchPlot::millis).min().orElse(1)));
    highY =
        Math.max(
            lowY + 1,
            Math.ceil(Math.log10(rows.stream().mapToDouble(BatchPlot::millis).max().orElse(10))));
  }

  private static double millis(BatchRow row) {
    return Math.max(1e-3, row.totalMillis());
  }

  /** The picture of {@code rows}. */
  static String of(List<BatchRow> rows) {
    BatchPlot plot = new BatchPlot(rows);
    for (double log = plot.lowX; log <= plot.highX; log++) {
      plot.line(plot.x(log), TOP, plot.x(log), HEIGHT - BOTTOM);
      plot.text(plot.x(log), HEIGHT - BOTTOM + 18, "middle", "%,.0f", Math.pow(10, log));
    }
    for (double log = plot.lowY; log <= plot.highY; log++) {
      plot.line(LEFT, plot.y(log), WIDTH - RIGHT, plot.y(log));
      plot.text(LEFT - 8, plot.y(log) + 4, "end", "%s", Math.pow(10, log));
    }
    plot.text((LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", "%s", "orders");
    plot.text(LEFT, TOP - 6, "start", "%s", "CPU ms, one thread, certificate included");
    Map<String, List<BatchRow>> series = new LinkedHashMap<>();
    rows.forEach(row ->
        series
            .computeIfAbsent(row.generator() + " × " + row.tokens(), name -> new ArrayList<>())
            .add(row));
    int number = 0;
    for (Map.Entry<String, List<BatchRow>> one : series.entrySet()) {
      plot.series(one.getKey(), one.getValue(), number++);
    }
    return String.format(
        Locale.ROOT,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
            + " font-size='12'>%n<rect width='100%%' height='100%%' fill='white'/>%n%s%n</svg>%n",
        WIDTH,
        HEIGHT,
        String.join("\n", plot.parts));
  }

  private double x(double log) {
    return LEFT + (log - lowX) / (highX - lowX) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double log) {
    return HEIGHT - BOTTOM - (log - lowY) / (highY - lowY) * (HEIGHT - TOP - BOTTOM);
  }

  private void line(double x1, double y1, double x2, double y2) {
    parts.add(
        String.format(
            Locale.ROOT,
            "<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' stroke='#ddd'/>",
            x1,
            y1,
            x2,
            y2));
  }

  private void text(double x, double y, String anchor, String format, Object value) {
    parts.add(
        String.format(Locale.ROOT, "<text x='%.1f' y='%.1f' text-anchor='%s'>", x, y, anchor)
            + String.format(Locale.ROOT, format, value)
            + "</text>");
  }

  private void series(String name, List<BatchRow> rows, int number) {
    String colour = COLOURS.get(number % COLOURS.size());
    StringBuilder points = new StringBuilder();
    for (BatchRow row : rows.stream().sorted(Comparator.comparingInt(BatchRow::orders)).toList()) {
      double atX = x(Math.log10(row.orders()));
      double atY = y(Math.log10(millis(row)));
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", atX, atY));
      parts.add(
          String.format(
              Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", atX, atY, colour));
    }
    parts.add(
        String.format(
            Locale.ROOT,
            "<polyline points='%s' fill='none' stroke='%s'/>",
            points.toString().strip(),
            colour));
    int at = TOP + 12 + 20 * number;
    parts.add(
        String.format(
            Locale.ROOT,
            "<rect x='%d' y='%d' width='12' height='12' fill='%s'/>",
            WIDTH - RIGHT + 10,
            at - 10,
            colour));
    text(WIDTH - RIGHT + 28, at, "start", "%s", name);
  }
}
