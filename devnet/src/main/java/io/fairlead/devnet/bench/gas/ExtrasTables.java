package io.fairlead.devnet.bench.gas;

import static io.fairlead.devnet.bench.gas.GasTables.number;

import io.fairlead.devnet.bench.gas.CheckCost.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Everything beside the rows, for people. */
final class ExtrasTables {
  private ExtrasTables() {}

  static List<Grid> of(Extras extras) {
    return List.of(
        GasTables.rows(
            "The same orders as the node settles them, sold on Uniswap V3", extras.node()),
        spending("What the gas of one intent is spent on", extras.breakdowns(), Breakdown::single),
        spending("What a second intent adds", extras.breakdowns(), Breakdown::further),
        checks(extras.checks()),
        measurements("Most intents in one transaction of at most 16,777,216 gas", extras.largest()),
        rejections(extras.rejections()),
        measurements("One intent through a Uniswap V3 pool", extras.routed()),
        tokens(extras.tokens()));
  }

  private static Grid rejections(List<Rejection> rejections) {
    return new Grid(
        "Gas of rejecting one order that was filled before",
        List.of("settlement", "variant", "mode", "base", "calldata", "above both"),
        3,
        rejections.stream()
            .map(one ->
                List.of(
                    one.settlement(),
                    one.variant(),
                    one.mode(),
                    number(one.gas().base()),
                    number(one.gas().callData()),
                    number(one.gas().execution())))
            .toList());
  }

  /** One line per item, one column per protocol. */
  private static Grid spending(
      String title, List<Breakdown> breakdowns, Function<Breakdown, Spending> part) {
    List<Spending> all = breakdowns.stream().map(part).toList();
    List<List<String>> lines = new ArrayList<>();
    for (Item item : Item.values()) {
      if (all.stream().anyMatch(one -> one.of(item) != 0)) {
        lines.add(line(item.text(), all, one -> one.of(item)));
      }
    }
    lines.add(line("**sum**", all, Spending::sum));
    lines.add(line("sum without own code", all, Spending::withoutCode));
    lines.add(line("given back", all, Spending::refund));
    lines.add(line("**gas used**", all, Spending::gasUsed));
    return new Grid(
        title,
        Stream.concat(Stream.of("spent on"), breakdowns.stream().map(Breakdown::title)).toList(),
        breakdowns.size(),
        lines);
  }

  private static List<String> line(
      String title, List<Spending> all, Function<Spending, Long> value) {
    return Stream.concat(Stream.of(title), all.stream().map(one -> number(value.apply(one))))
        .toList();
  }

  /** One line per check and method, one column per way of using our settlement. */
  private static Grid checks(List<CheckCost> costs) {
    List<String> ways =
        costs.stream().map(one -> one.variant() + " " + one.mode()).distinct().toList();
    List<List<String>> lines = new ArrayList<>();
    for (Check check : Check.values()) {
      List<CheckCost> such = costs.stream().filter(one -> one.check() == check).toList();
      if (such.stream().anyMatch(one -> one.single() != 0 || one.further() != 0)) {
        List<String> line = new ArrayList<>(List.of(check.text(), such.getFirst().method().word()));
        ways.forEach(way -> line.add(cell(such, way)));
        lines.add(line);
      }
    }
    return new Grid(
        "What each check costs: in a settlement of one intent + for each further intent",
        Stream.concat(Stream.of("checked", "method"), ways.stream()).toList(),
        ways.size(),
        lines);
  }

  private static String cell(List<CheckCost> costs, String way) {
    return costs.stream()
        .filter(one -> (one.variant() + " " + one.mode()).equals(way))
        .map(one -> number(one.single()) + " + " + number(one.further()))
        .findFirst()
        .orElse("");
  }

  private static Grid tokens(List<TokenRow> rows) {
    return new Grid(
        "The same settlement with other tokens",
        List.of("token", "settlement", "variant", "mode", "n", "gas", "per intent"),
        3,
        rows.stream()
            .map(row ->
                List.of(
                    row.token(),
                    row.measurement().settlement(),
                    row.measurement().variant(),
                    row.measurement().mode(),
                    Integer.toString(row.measurement().n()),
                    number(row.measurement().gas()),
                    number(row.measurement().gas() / row.measurement().n())))
            .toList());
  }

  private static Grid measurements(String title, List<Measurement> measurements) {
    return new Grid(
        title,
        List.of("settlement", "variant", "mode", "n", "gas", "per intent", "calldata B"),
        4,
        measurements.stream()
            .map(one ->
                List.of(
                    one.settlement(),
                    one.variant(),
                    one.mode(),
                    Integer.toString(one.n()),
                    number(one.gas()),
                    number(one.gas() / one.n()),
                    number(one.calldataBytes())))
            .toList());
  }
}
