package io.fairlead.devnet.bench.route;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead bench route}: how long the dual engine takes. */
@Command(
    name = "route",
    description = {
      "Measures how long the router's dual engine takes on networks of up to 100,000 pools, by the"
          + " processor time of one thread: the median of several solves after warming up.",
      "Networks follow the distributions of CFMMRouter.jl's and ConvexFlows.jl's benchmarks; the"
          + " gap is that of a feasible flow recovered from the prices to the upper bound. A warm"
          + " start begins at the prices of the same network with every reserve up to 0.1 %%"
          + " different.",
      "Then makes executable plans for many orders on a graph of 1,250 weighted and stable pools:"
          + " exact outputs held against the bound. Progress goes to standard error."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {"0:everything was measured", "1:something failed", "2:wrong usage"})
public final class RouteCommand implements Callable<Integer> {
  private static final int SMALLEST = 16;
  private static final int LARGEST = 1_000_000;
  private static final int MOST_SIZES = 16;
  private static final int MOST_REPETITIONS = 1_000;
  private static final int MOST_ORDERS = 1_000;
  private static final int MOST_SEEDS = 100;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "100,1000,10000,100000",
      description = "Numbers of pools, 16 to 1000000; default ${DEFAULT-VALUE}.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--repetitions",
      paramLabel = "N",
      defaultValue = "15",
      description = "Solves of which the median is shown, 1 to 1000; default ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--orders",
      paramLabel = "N",
      defaultValue = "100",
      description =
          "Orders for which executable plans are made on 1,250 pools, 0 to 1000; default"
              + " ${DEFAULT-VALUE}.")
  private int orders;

  @Option(
      names = "--seeds",
      split = ",",
      paramLabel = "N",
      description =
          "Only make plans, on the graphs and for the orders of each of these seeds (at most 100)"
              + " instead of the published one, 1234; --markdown then renews the table of other"
              + " seeds.")
  private List<Long> seeds = List.of();

  @Option(names = "--json", description = "Print one JSON array instead of a table.")
  private boolean json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description =
          "Also replace what stands between the marks of this command in FILE by the table"
              + " (docs/route.md).")
  private @Nullable Path markdownFile;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw time over size into FILE (docs/route.svg).")
  private @Nullable Path svgFile;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Integer> ascending = List.copyOf(new TreeSet<>(sizes));
    check(
        ascending.getFirst() >= SMALLEST && ascending.getLast() <= LARGEST,
        "--sizes must be from " + SMALLEST + " to " + LARGEST);
    check(
        repetitions >= 1 && repetitions <= MOST_REPETITIONS,
        "--repetitions must be from 1 to " + MOST_REPETITIONS);
    check(orders >= 0 && orders <= MOST_ORDERS, "--orders must be from 0 to " + MOST_ORDERS);
    check(ascending.size() <= MOST_SIZES, "--sizes may not be more than " + MOST_SIZES);
    check(
        markdownFile == null || Files.isRegularFile(markdownFile),
        "--markdown: there is no file " + markdownFile);
    check(seeds.size() <= MOST_SEEDS, "--seeds may not be more than " + MOST_SEEDS);
    check(seeds.isEmpty() || orders > 0, "--seeds needs --orders of at least 1");
    check(seeds.isEmpty() || svgFile == null, "--svg draws solves, which --seeds leaves out");
    boolean published = seeds.isEmpty();
    List<RouteRow> rows =
        published
            ? new RouteBench(repetitions, spec.commandLine().getErr()::println).measure(ascending)
            : List.of();
    List<PlanRow> plans = plans(published ? List.of(PlanBench.SEED) : seeds);
    List<String> table = new ArrayList<>();
    if (published) {
      table.addAll(RouteText.markdown(rows));
    }
    if (!plans.isEmpty()) {
      if (published) {
        table.add("");
      }
      table.addAll(RouteText.plans(plans));
    }
    spec.commandLine()
        .getOut()
        .println(json ? RouteText.json(rows, plans).toString() : String.join("\n", table));
    if (markdownFile != null) {
      (published ? RouteText.MARKS : RouteText.SEEDS).write(markdownFile, table);
    }
    if (svgFile != null) {
      Files.writeString(svgFile, RoutePlot.of(rows));
    }
    return 0;
  }

  private List<PlanRow> plans(List<Long> all) {
    List<PlanRow> plans = new ArrayList<>();
    for (long seed : orders == 0 ? List.<Long>of() : all) {
      plans.addAll(new PlanBench(seed, spec.commandLine().getErr()::println).measure(orders));
    }
    return plans;
  }

  private void check(boolean good, String problem) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
