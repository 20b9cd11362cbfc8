package io.fairlead.devnet.cli;

import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.console.Console;
import io.fairlead.devnet.scenario.LiveFlow;
import io.fairlead.devnet.scenario.OnceScenario;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fairlead devnet}: a complete local world, with wallets trading in it. */
@Command(
    name = "devnet",
    description = {
      "Starts a local chain with tokens and exchanges, a builder, solvers and a node, each a process of its own,",
      "and wallets which trade. Ends everything with itself."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:--once: every intent ended as it must and every settled batch was verified",
      "1:something did not, or could not be started",
      "2:wrong usage",
      "130:ended by Ctrl-C"
    })
public final class DevnetCommand implements Callable<Integer> {
  private static final List<String> STRATEGIES = List.of("bestpath", "matching");
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

  @Override
  public Integer call() throws IOException {
    Console console = Console.standard();
    Path directory = prepare();
    console.line("run         " + directory);
    Settings.Ports ports =
        freePorts
            ? Settings.Ports.FREE
            : new Settings.Ports(rpcPort, relayPort, builderPort, solverPort);
    int count = Math.max(wallets, OnceScenario.WALLETS);
    Settings settings = new Settings(chain, ports, slotMillis, count, STRATEGIES, directory);
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
      try (Stream<Path> content = Files.walk(directory)) {
        for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
          if (!path.equals(directory)) {
            Files.delete(path);
          }
        }
      }
    }
    Files.createDirectories(directory);
    return directory;
  }
}
