package io.fairlead.devnet.bench.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Processor time over number of pools, both logarithmic, as SVG. */
final class RoutePlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 70;
  private static final int RIGHT = 190;
  private static final int TOP = 20;
  private static final int BOTTOM = 50;
  private static final List<String> COLOURS =
      List.of("#1b6ca8", "#2a9d8f", "#e07a1f", "#b23a48", "#6c4ab6", "#555555");

  private final double lowX;
  private final double highX;
  private final double lowY;
  private final double highY;
  private final List<String> parts = new ArrayList<>();

  private RoutePlot(List<RouteRow> rows) {
    lowX = Math.floor(Math.log10(rows.stream().mapToInt(RouteRow::pools).min().orElse(1)));
    highX =
        Math.max(
            lowX + 1,
            Math.ceil(Math.log10(rows.stream().mapToInt(RouteRow::pools).max().orElse(10))));
    lowY = Math.floor(Math.log10(rows.stream().mapToDouble(RoutePlot::millis).min().orElse(1)));
    highY =
        Math.max(
            lowY + 1,
            Math.ceil(Math.log10(rows.stream().mapToDouble(RoutePlot::millis).max().orElse(10))));
  }

  /** The picture of {@code rows}. */
  static String of(List<RouteRow> rows) {
    RoutePlot plot = new RoutePlot(rows);
    plot.axes();
    Map<String, List<RouteRow>> series = new LinkedHashMap<>();
    rows.forEach(
        row -> series.computeIfAbsent(row.generator(), name -> new ArrayList<>()).add(row));
    int number = 0;
    for (Map.Entry<String, List<RouteRow>> one : series.entrySet()) {
      plot.series(one.getKey(), one.getValue(), number++);
    }
    return plot.document();
  }

  private static double millis(RouteRow row) {
    return Math.max(1e-4, row.cpuMillis());
  }

  private double x(double log) {
    return LEFT + (log - lowX) / (highX - lowX) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double log) {
    return HEIGHT - BOTTOM - (log - lowY) / (highY - lowY) * (HEIGHT - TOP - BOTTOM);
  }

  private void axes() {
    for (double log = lowX; log <= highX; log++) {
      parts.add(
          String.format(
              Locale.ROOT,
              "<line x1='%.1f' y1='%d' x2='%.1f' y2='%d' stroke='#ddd'/>",
              x(log),
              TOP,
              x(log),
              HEIGHT - BOTTOM));
      parts.add(
          String.format(
              Locale.ROOT,
              "<text x='%.1f' y='%d' text-anchor='middle'>%,.0f</text>",
              x(log),
              HEIGHT - BOTTOM + 18,
              Math.pow(10, log)));
    }
    for (double log = lowY; log <= highY; log++) {
      parts.add(
          String.format(
              Locale.ROOT,
              "<line x1='%d' y1='%.1f' x2='%d' y2='%.1f' stroke='#ddd'/>",
              LEFT,
              y(log),
              WIDTH - RIGHT,
              y(log)));
      parts.add(
          String.format(
              Locale.ROOT,
              "<text x='%d' y='%.1f' text-anchor='end'>%s</text>",
              LEFT - 8,
              y(log) + 4,
              Double.toString(Math.pow(10, log))));
    }
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x='%d' y='%d' text-anchor='middle'>pools</text>",
            (LEFT + WIDTH - RIGHT) / 2,
            HEIGHT - 10));
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x='16' y='%d' transform='rotate(-90 16 %d)' text-anchor='middle'>CPU ms, one"
                + " thread</text>",
            HEIGHT / 2,
            HEIGHT / 2));
  }

  private void series(String name, List<RouteRow> rows, int number) {
    String colour = COLOURS.get(number % COLOURS.size());
    line(rows.stream().filter(row -> row.start().equals("cold")).toList(), colour, "none");
    line(rows.stream().filter(row -> row.start().equals("warm")).toList(), colour, "4 3");
    int at = TOP + 12 + 20 * number;
    parts.add(
        String.format(
            Locale.ROOT,
            "<rect x='%d' y='%d' width='12' height='12' fill='%s'/>",
            WIDTH - RIGHT + 16,
            at - 10,
            colour));
    parts.add(
        String.format(Locale.ROOT, "<text x='%d' y='%d'>%s</text>", WIDTH - RIGHT + 34, at, name));
  }

  private void line(List<RouteRow> rows, String colour, String dashes) {
    StringBuilder points = new StringBuilder();
    for (RouteRow row : rows) {
      double atX = x(Math.log10(row.pools()));
      double atY = y(Math.log10(millis(row)));
      points.append(String.format(Locale.ROOT, "%.1f,%.1f ", atX, atY));
      parts.add(
          String.format(
              Locale.ROOT, "<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", atX, atY, colour));
    }
    parts.add(
        String.format(
            Locale.ROOT,
            "<polyline points='%s' fill='none' stroke='%s' stroke-dasharray='%s'/>",
            points.toString().strip(),
            colour,
            dashes));
  }

  private String document() {
    int at = HEIGHT - BOTTOM - 24;
    parts.add(
        String.format(
            Locale.ROOT, "<text x='%d' y='%d'>solid: cold start</text>", WIDTH - RIGHT + 16, at));
    parts.add(
        String.format(
            Locale.ROOT,
            "<text x='%d' y='%d'>dashed: warm start</text>",
            WIDTH - RIGHT + 16,
            at + 18));
    return String.format(
        Locale.ROOT,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' font-family='sans-serif'"
            + " font-size='12'>%n<rect width='100%%' height='100%%' fill='white'/>%n%s%n</svg>%n",
        WIDTH,
        HEIGHT,
        String.join("\n", parts));
  }
}
