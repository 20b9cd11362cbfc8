package io.fairlead.devnet.cli;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.process.FreePort;
import io.fairlead.devnet.scenario.LiveFlow;
import io.fairlead.devnet.scenario.OnceScenario;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead devnet}: a complete local world, with wallets trading in it. */
@Command(
    name = "devnet",
    description = {
      "Runs a complete local world, and wallets that trade in it.",
      "Chain with tokens and exchanges, builder, solvers and node are processes of their own; they end with"
          + " this one."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:--once: every intent ended as it must and every settled batch was verified",
      "1:something did not, or could not be started",
      "2:wrong usage",
      "130:ended by Ctrl-C",
      "143:ended by SIGTERM"
    })
public final class DevnetCommand implements Callable<Integer> {
  private static final Path LOCK = Path.of("devnet.lock");
  private static final int MAX_PORT = 65_535;
  private static final List<String> STRATEGIES = List.of("bestpath", "batch");
  private static final long STOP_SECONDS = 4;

  @Option(
      names = "--once",
      description = "Play a fixed scenario, check how each intent ended, and end.")
  private boolean once;

  @Option(names = "--chain", description = "${COMPLETION-CANDIDATES}.")
  private ChainKind chain = ChainKind.ANVIL;

  @Option(names = "--rpc-port", description = "Port of the chain; 0 for a free one.")
  private int rpcPort = 8545;

  @Option(names = "--relay-port", description = "Port of the node; 0 for a free one.")
  private int relayPort = 8080;

  @Option(names = "--builder-port", description = "Port of the builder; 0 for a free one.")
  private int builderPort = 8547;

  @Option(names = "--solver-port", description = "Port of the first solver; 0 for free ones.")
  private int solverPort = 7010;

  @Option(names = "--free-ports", description = "Take free ports for everything.")
  private boolean freePorts;

  @Option(
      names = "--solver",
      paramLabel = "NAME=URL",
      description = {
        "An engine of your own that joins the auctions; may be given several times.",
        "NAME=dialout is one that connects to the node as solver-NAME (docs/solvers.md).",
        "Its account has tokens and a bond; the key is in keys/solver-NAME.key of the run directory."
      })
  private List<String> solvers = List.of();

  @Option(names = "--slot-millis", description = "Time between blocks.")
  private long slotMillis = 1_000;

  @Option(names = "--wallets", description = "Wallets with tokens.")
  private int wallets = OnceScenario.WALLETS;

  @Option(names = "--seed", description = "Decides what the wallets wish for, without --once.")
  private long seed = 1;

  @Option(names = "--pause-millis", description = "Time between two intents, without --once.")
  private long pauseMillis = 500;

  @Option(
      names = "--run-dir",
      description = "For logs, keys, data and configuration; emptied first. Default: a new one.")
  private @Nullable Path runDirectory;

  @Option(names = "--quiet-wallets", description = "Start everything but submit nothing.")
  private boolean quietWallets;

  /** Open as long as the process lives. */
  private @Nullable FileChannel held;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    check("--rpc-port", rpcPort, 0, MAX_PORT);
    check("--relay-port", relayPort, 0, MAX_PORT);
    check("--builder-port", builderPort, 0, MAX_PORT);
    check("--solver-port", solverPort, 0, MAX_PORT - STRATEGIES.size() + 1);
    check("--slot-millis", slotMillis, 50, 600_000);
    check("--wallets", wallets, OnceScenario.WALLETS, 1_000);
    check("--pause-millis", pauseMillis, 0, 3_600_000);
    List<Settings.Guest> guests = guests();
    Console console = Console.standard();
    Settings.Ports ports =
        freePorts
            ? Settings.Ports.FREE
            : new Settings.Ports(rpcPort, relayPort, builderPort, solverPort);
    checkFree(ports);
    Path directory = prepare();
    console.line("run         " + directory);
    Settings settings =
        new Settings(chain, ports, slotMillis, wallets, STRATEGIES, guests, directory);
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(stop(Thread.currentThread(), ended));
    try (World world = World.start(settings, console::line)) {
      return play(world, console);
    } catch (InterruptedException e) {
      return CommandLine.ExitCode.SOFTWARE;
    } finally {
      ended.countDown();
    }
  }

  private List<Settings.Guest> guests() {
    try {
      List<Settings.Guest> guests = solvers.stream().map(Settings.Guest::parse).toList();
      Set<String> names = new HashSet<>(STRATEGIES);
      for (Settings.Guest guest : guests) {
        if (!names.add(guest.name())) {
          throw new IllegalArgumentException("two solvers are called " + guest.name());
        }
      }
      return guests;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--solver: " + e.getMessage());
    }
  }

  private void check(String option, long value, long min, long max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " must be from " + min + " to " + max + ", not " + value);
    }
  }

  private int play(World world, Console console) throws InterruptedException {
    if (once) {
      boolean passed =
          OnceScenario.run(
              world.relayUrl(), world.deployment(), world.wallets(), world.chain().rpc(), console);
      return passed ? 0 : 1;
    }
    console.line("ready; end it with Ctrl-C");
    if (quietWallets) {
      Thread.sleep(Long.MAX_VALUE);
    }
    LiveFlow.run(
        world.relayUrl(),
        world.deployment(),
        world.wallets(),
        seed,
        Duration.ofMillis(pauseMillis),
        console);
    return 0;
  }

  /** At a signal the wallets stop, and what they did is summed up, before the machine halts. */
  private static Thread stop(Thread playing, CountDownLatch ended) {
    return Thread.ofPlatform()
        .name("stop devnet")
        .unstarted(() -> {
          if (ended.getCount() == 0) {
            return;
          }
          playing.interrupt();
          try {
            var _ = ended.await(STOP_SECONDS, TimeUnit.SECONDS);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  /** An empty run directory: one that was a run before may be emptied, any other folder not. */
  private Path prepare() throws IOException {
    if (runDirectory == null) {
      return Files.createTempDirectory("fairlead-devnet");
    }
    Path directory = runDirectory.toAbsolutePath().normalize();
    if (Files.isDirectory(directory)) {
      boolean empty;
      try (Stream<Path> content = Files.list(directory)) {
        empty = content.findAny().isEmpty();
      }
      if (!empty && !Files.exists(directory.resolve("chain.log"))) {
        throw new IOException(directory + " is not empty and not of an earlier run");
      }
      lock(directory);
      try (Stream<Path> content = Files.walk(directory)) {
        for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
          if (!path.equals(directory) && !path.endsWith(LOCK)) {
            Files.delete(path);
          }
        }
      }
      return directory;
    }
    Files.createDirectories(directory);
    lock(directory);
    return directory;
  }

  /** Finds out now that a port is in use, rather than when half of the world runs. */
  private static void checkFree(Settings.Ports ports) {
    FreePort.of(ports.chain(), "the chain");
    FreePort.of(ports.relay(), "the node");
    FreePort.of(ports.builder(), "the builder");
    for (int i = 0; i < STRATEGIES.size(); i++) {
      FreePort.of(ports.solver() == 0 ? 0 : ports.solver() + i, "a solver");
    }
  }

  /** Keeps others out until this process ends: emptying a run that is going on would ruin it. */
  private void lock(Path directory) throws IOException {
    held = FileChannel.open(directory.resolve(LOCK), CREATE, WRITE);
    if (held.tryLock() == null) {
      throw new IOException("another devnet is running in " + directory);
    }
  }
}
