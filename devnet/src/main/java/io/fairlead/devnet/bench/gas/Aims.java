package io.fairlead.devnet.bench.gas;

import static io.fairlead.devnet.bench.gas.GasTables.number;

import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What our settlements were to cost, beside what they do and what they would without own code. */
final class Aims {
  private static final String OURS = "fairlead";
  private static final String SHARED = "allowance-shared";
  private static final String OWNER = "allowance-owner";
  private static final String PERMIT2 = "permit2";
  private static final int BATCH = 100;

  private final List<Row> rows;
  private final Extras extras;
  private final List<List<String>> lines = new ArrayList<>();

  private Aims(List<Row> rows, Extras extras) {
    this.rows = rows;
    this.extras = extras;
  }

  /** An aim for a size that was not measured is left out. */
  static Grid grid(List<Row> rows, Extras extras) {
    Aims aims = new Aims(rows, extras);
    aims.further("each further intent at n = 100, allowance, shared nonces", 26_000, SHARED);
    aims.further("each further intent at n = 100, allowance, owner's nonces", 33_000, OWNER);
    aims.further("each further intent at n = 100, Permit2", 42_000, PERMIT2);
    aims.single("a single intent, allowance, shared nonces", 85_000, SHARED);
    aims.single("a single intent, allowance, owner's nonces", 85_000, OWNER);
    aims.single("a single intent, Permit2", 100_000, PERMIT2);
    aims.rejection();
    aims.largest();
    return new Grid(
        "What was aimed at",
        List.of("gas of", "aim", "measured", "above the aim", "sum without own code"),
        4,
        aims.lines);
  }

  private void further(String what, long aim, String variant) {
    row(variant, BATCH)
        .ifPresent(row ->
            add(
                what,
                aim,
                row.marginalGas().setScale(0, RoundingMode.HALF_UP).longValueExact(),
                floor(variant, Breakdown::further)));
  }

  private void single(String what, long aim, String variant) {
    row(variant, 1)
        .ifPresent(
            row -> add(what, aim, row.measurement().gas(), floor(variant, Breakdown::single)));
  }

  private void rejection() {
    extras.rejections().stream()
        .filter(one -> one.settlement().equals(OURS) && one.variant().equals(SHARED))
        .findFirst()
        .ifPresent(one ->
            add(
                "rejecting a used nonce, above base and call data",
                9_000,
                one.gas().execution(),
                Optional.empty()));
  }

  private void largest() {
    extras.largest().stream()
        .filter(one -> one.settlement().equals(OURS))
        .mapToInt(Measurement::n)
        .max()
        .ifPresent(most ->
            lines.add(
                List.of("intents in one transaction, at least", "500", number(most), "", "")));
  }

  private void add(String what, long aim, long measured, Optional<Long> floor) {
    lines.add(
        List.of(
            what,
            number(aim),
            number(measured),
            measured > aim ? number(measured - aim) : "met",
            floor.map(one -> number(one)).orElse("")));
  }

  private Optional<Row> row(String variant, int n) {
    return rows.stream()
        .filter(row ->
            row.measurement().settlement().equals(OURS)
                && row.measurement().variant().equals(variant)
                && row.measurement().n() == n)
        .findFirst();
  }

  private Optional<Long> floor(String variant, Function<Breakdown, Spending> part) {
    return extras.breakdowns().stream()
        .filter(one -> one.settlement().equals(OURS) && one.variant().equals(variant))
        .filter(one -> !one.mode().equals("node"))
        .map(one -> part.apply(one).withoutCode())
        .findFirst();
  }
}
