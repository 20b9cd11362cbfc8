package io.fairlead.devnet.bench.gas;

import io.fairlead.devnet.bench.arena.Arena;
import io.fairlead.devnet.bench.report.MarkedText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead bench gas}: what settlements cost, ours beside others'. */
@Command(
    name = "gas",
    description = {
      "Measures what settlements cost on chain: Fairlead's beside CoW Protocol's GPv2Settlement and UniswapX's"
          + " reactors.",
      "Starts its own chain (Anvil) with everything on it, lets the same owners trade the same tokens by each"
          + " protocol, and reads the gas from the receipts: base and call data are in it. Runs offline in one"
          + " to two minutes; the figures do not depend on the machine. Progress goes to standard error.",
      "Marginal gas of a size is the gas above the next smaller size, per intent more; of the smallest size it is"
          + " all gas per intent."
    },
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:everything was measured",
      "1:something could not be measured, or a settlement did not do what it must",
      "2:wrong usage",
      "130:ended by Ctrl-C",
      "143:ended by SIGTERM"
    })
public final class GasCommand implements Callable<Integer> {
  private static final int MOST_SIZES = 32;
  private static final int LARGEST_SIZE = 1_000;
  private static final int INTERRUPTED = 130;

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      defaultValue = "1,2,10,50,100",
      description =
          "Intents per settlement, 1 to 1000, as long as every protocol can fill so many in one transaction;"
              + " default ${DEFAULT-VALUE}.")
  private List<Integer> sizes = List.of();

  @Option(
      names = "--json",
      description = "Print one JSON array instead of tables, without the extra measurements.")
  private boolean json;

  @Option(
      names = "--extras-json",
      paramLabel = "FILE",
      description =
          "Write the extra measurements as JSON too: what a node sends, what gas is spent on, what each check"
              + " costs, the largest settlement, a used nonce, Uniswap V3, other tokens (docs/gas.md).")
  private @Nullable Path extrasFile;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description =
          "Also replace what stands between the marks of this command in FILE by the tables (docs/gas.md).")
  private @Nullable Path markdownFile;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    List<Integer> ascending = List.copyOf(new TreeSet<>(sizes));
    check(
        ascending.getFirst() >= 1 && ascending.getLast() <= LARGEST_SIZE,
        "--sizes must be from 1 to " + LARGEST_SIZE);
    check(ascending.size() <= MOST_SIZES, "--sizes may not be more than " + MOST_SIZES);
    check(
        markdownFile == null || Files.isRegularFile(markdownFile),
        "--markdown: there is no file " + markdownFile);
    AtomicBoolean stopping = new AtomicBoolean();
    Thread hook = Thread.ofPlatform().unstarted(() -> stopping.set(true));
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      measure(ascending);
    } catch (RuntimeException e) {
      // The chain ends at once with this process; that its calls fail then is no news.
      if (stopping.get()) {
        return INTERRUPTED;
      }
      throw e;
    }
    Runtime.getRuntime().removeShutdownHook(hook);
    return 0;
  }

  private void measure(List<Integer> ascending) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<Row> rows;
    @Nullable Extras extras = null;
    try (Arena arena = Arena.start()) {
      GasBench bench = new GasBench(arena, err::println);
      rows = Row.of(bench.measure(ascending));
      if (!json || extrasFile != null || markdownFile != null) {
        extras = bench.extras(ascending);
      }
    }
    if (extras != null) {
      err.println("a second chain, with other tokens");
      try (Arena arena = Arena.ofDevTokens()) {
        extras = extras.with(TokenBench.rows(new Meter(arena, err::println), "OpenZeppelin ERC20"));
      }
    }
    List<Grid> grids =
        new ArrayList<>(List.of(GasTables.rows("Gas of a settlement of n intents", rows)));
    if (extras != null) {
      grids.add(Aims.grid(rows, extras));
      grids.addAll(ExtrasTables.of(extras));
    }
    if (json) {
      out.println(GasJson.rows(rows));
    } else {
      grids.forEach(grid -> out.println("\n" + String.join("\n", grid.text())));
    }
    if (extrasFile != null && extras != null) {
      Files.writeString(extrasFile, GasJson.extras(extras).toPrettyString() + "\n");
    }
    if (markdownFile != null) {
      writeMarkdown(markdownFile, grids);
    }
  }

  private static void writeMarkdown(Path file, List<Grid> grids) throws IOException {
    List<String> part = new ArrayList<>();
    for (Grid grid : grids) {
      if (!part.isEmpty()) {
        part.add("");
      }
      part.addAll(grid.markdown());
    }
    new MarkedText("bench gas").write(file, part);
  }

  private void check(boolean good, String problem) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
