package io.fairlead.devnet.bench.winners;

import io.fairlead.auction.winner.SelectionRule;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead bench winners}: how long deciding an auction takes. */
@Command(
    name = "winners",
    description = {
      "Measures how long it takes to find the winners of an auction and the reference score of each"
          + " winning solver, by the processor time of one thread: for each of several random"
          + " auctions the fastest of three decisions, after warming up.",
      "An auction is a number of solvers, of solutions per solver and of pairs, and how many pairs a"
          + " solution trades in. A decision that needs more steps than --max-steps ends with the"
          + " best that was found, a bound and a gap. Progress goes to standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:everything was measured", "1:something failed", "2:wrong usage"})
public final class WinnersCommand implements Callable<Integer> {
  private static final int MOST_AUCTIONS = 1_000;

  @Option(
      names = "--auctions",
      split = ",",
      paramLabel = "SHAPE",
      defaultValue = "20x3x50:1-3,20x3x50:2-8:alike,200x5x50:1-3,200x5x50:2-8,200x5x50:2-8:alike",
      description =
          "SOLVERSxSOLUTIONSxPAIRS:FEWEST-MOST pairs of a solution, with :alike if all pairs are"
              + " worth about the same; default ${DEFAULT-VALUE}.")
  private List<String> shapes = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "15",
      description = "Random auctions of each shape, 1 to 1000; default ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--max-winners",
      paramLabel = "N",
      defaultValue = "50",
      description = "Solutions that can win together; default ${DEFAULT-VALUE}.")
  private int maxWinners;

  @Option(
      names = "--max-steps",
      paramLabel = "N",
      defaultValue = "" + SelectionRule.DEFAULT_STEPS,
      description =
          "Steps after which a search ends without a proof, for the winners and again for all"
              + " reference scores; default ${DEFAULT-VALUE}.")
  private long maxSteps;

  @Option(names = "--json", description = "Print one JSON array instead of a table.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    check(repetitions >= 1 && repetitions <= MOST_AUCTIONS, "--repetitions must be from 1 to 1000");
    check(maxWinners >= 1, "--max-winners must be from 1");
    check(maxSteps >= 0, "--max-steps must not be negative");
    List<WinnersRow> rows =
        new WinnersBench(
                repetitions,
                new SelectionRule(maxWinners, maxSteps),
                spec.commandLine().getErr()::println)
            .measure(parsed());
    spec.commandLine()
        .getOut()
        .println(
            json ? WinnersText.json(rows).toString() : String.join("\n", WinnersText.table(rows)));
    return 0;
  }

  private List<Shape> parsed() {
    List<Shape> parsed = new ArrayList<>();
    for (String shape : shapes) {
      try {
        parsed.add(Shape.parse(shape));
      } catch (IllegalArgumentException e) {
        throw new ParameterException(
            spec.commandLine(), "--auctions " + shape + ": " + e.getMessage(), e);
      }
    }
    return parsed;
  }

  private void check(boolean good, String problem) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
