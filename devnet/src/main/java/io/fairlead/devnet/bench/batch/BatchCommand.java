package io.fairlead.devnet.bench.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead bench batch}: how long clearing a batch takes, and how good it is. */
@Command(
    name = "batch",
    description = {
      "Measures how long it takes to clear a batch of orders at one price per token, by the"
          + " processor time of one thread, and how far from the best possible score the result is"
          + " at most, by a certificate in exact numbers.",
      "Batches follow Walther's experiments (gnosis/dex-research) and SPEEDEX's generator;"
          + " docs/batch.md says what was chosen where these leave something open. Progress goes to"
          + " standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:everything was measured", "1:something failed", "2:wrong usage"})
public final class BatchCommand implements Callable<Integer> {
  private static final int MOST_REPETITIONS = 1_000;
  private static final int MOST_ORDERS = 100_000;
  private static final int MOST_TOKENS = 250;
  private static final int MOST_EFFORT = 10_000;

  @Option(
      names = "--batches",
      split = ",",
      paramLabel = "NAME:ORDERS:TOKENS",
      description =
          "What to measure, with NAME walther, walther-settled, walther-pools,"
              + " walther-pools-settled, walther-makers, walther-whole or speedex; default: the table"
              + " of docs/batch.md.")
  private List<String> batches = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "7",
      description = "Clearings of which the median is shown, 1 to 1000; default ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--warm-ups",
      paramLabel = "N",
      defaultValue = "5",
      description = "Clearings before those, 0 to 1000; default ${DEFAULT-VALUE}.")
  private int warmUps;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Decides the random numbers; default ${DEFAULT-VALUE}.")
  private long seed;

  @Option(
      names = "--effort",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Search N times as long for common prices along lines, 1 to 10000, and beyond 1 in batches"
              + " of any size: what is left to be found; default ${DEFAULT-VALUE}.")
  private int effort;

  @Option(
      names = "--warm",
      description =
          "Measure instead the first answer of an engine that has solved an auction like this one"
              + " before: the time to read the request, and from there to an answer.")
  private boolean warm;

  @Option(names = "--json", description = "Print one JSON array instead of a table.")
  private boolean json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description =
          "Also replace what stands between the marks of this command in FILE by the table"
              + " (docs/batch.md).")
  private @Nullable Path markdownFile;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw time over size into FILE (docs/batch.svg).")
  private @Nullable Path svgFile;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    check(
        repetitions >= 1 && repetitions <= MOST_REPETITIONS,
        "--repetitions must be from 1 to " + MOST_REPETITIONS);
    check(
        warmUps >= 0 && warmUps <= MOST_REPETITIONS,
        "--warm-ups must be from 0 to " + MOST_REPETITIONS);
    check(effort >= 1 && effort <= MOST_EFFORT, "--effort must be from 1 to " + MOST_EFFORT);
    check(
        markdownFile == null || Files.isRegularFile(markdownFile),
        "--markdown: there is no file " + markdownFile);
    List<Batch> chosen = new ArrayList<>();
    for (String one : batches.isEmpty() ? Generators.TABLE : batches) {
      chosen.add(batch(one));
    }
    if (warm) {
      check(svgFile == null, "--warm does not go with --svg");
      check(effort == 1, "--warm does not go with --effort");
      List<WarmRow> rows =
          new WarmBench(repetitions, warmUps, spec.commandLine().getErr()::println).measure(chosen);
      List<String> table = BatchText.warm(rows);
      spec.commandLine()
          .getOut()
          .println(json ? BatchText.warmJson(rows).toString() : String.join("\n", table));
      if (markdownFile != null) {
        BatchText.WARM_MARKS.write(markdownFile, table);
      }
      return 0;
    }
    List<BatchRow> rows =
        new BatchBench(repetitions, warmUps, effort, spec.commandLine().getErr()::println)
            .measure(chosen);
    List<String> table = BatchText.markdown(rows);
    spec.commandLine()
        .getOut()
        .println(json ? BatchText.json(rows).toString() : String.join("\n", table));
    if (markdownFile != null) {
      BatchText.MARKS.write(markdownFile, table);
    }
    if (svgFile != null) {
      Files.writeString(svgFile, BatchPlot.of(rows));
    }
    return 0;
  }

  private Batch batch(String text) {
    String[] parts = text.split(":", -1);
    check(parts.length == 3, "--batches: not NAME:ORDERS:TOKENS: " + text);
    int orders = number(parts[1], 2, MOST_ORDERS);
    int tokens = number(parts[2], 2, MOST_TOKENS);
    return switch (parts[0]) {
      case "walther" -> Generators.walther(orders, tokens, 0, seed);
      case "walther-settled" -> Generators.settledWalther(orders, tokens, seed);
      case "walther-pools" -> Generators.walther(orders, tokens, tokens - 1, seed);
      case "walther-pools-settled" -> Generators.settledWaltherPools(orders, tokens, seed);
      case "walther-makers" -> Generators.makers(orders, tokens, seed);
      case "walther-whole" -> Generators.whole(orders, tokens, seed);
      case "speedex" -> Generators.speedex(orders, tokens, seed);
      default -> throw new ParameterException(spec.commandLine(), "--batches: no " + parts[0]);
    };
  }

  private int number(String text, int least, int most) {
    int value = -1;
    try {
      value = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      // Refused below.
    }
    check(
        value >= least && value <= most,
        "--batches: " + text + " is not from " + least + " to " + most);
    return value;
  }

  private void check(boolean good, String problem) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
