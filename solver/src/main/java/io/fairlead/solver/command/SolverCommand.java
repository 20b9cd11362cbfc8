package io.fairlead.solver.command;

import io.fairlead.solver.dialout.DialOutClient;
import io.fairlead.solver.engine.EngineApi;
import io.fairlead.solver.engine.EngineConfig;
import io.fairlead.solver.engine.EngineServer;
import io.fairlead.solver.engine.WarmUp;
import io.fairlead.solver.strategy.Strategies;
import io.fairlead.solver.strategy.Strategy;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead solver}: runs one engine until it is told to stop. */
@Command(
    name = "solver",
    description = {
      "Runs a solver engine: listens (POST /solve, /commit, /open, /notify; GET /health),",
      "or with --node connects to a node and answers over that connection."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "1:the node refuses the login or has no such address,"
          + " or somebody else has logged in under this name",
      "2:wrong usage",
      "130:stopped by Ctrl-C",
      "143:stopped by SIGTERM"
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SolverCommand implements Callable<Integer> {
  private static final long WARM_UP_NANOS = Duration.ofSeconds(2).toNanos();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = {
        "How to solve: ${COMPLETION-CANDIDATES}.",
        "Several joined by + search at the same time, and the best solution is sent:"
            + " bestpath+batch."
      },
      completionCandidates = Names.class,
      defaultValue = "bestpath")
  private String strategy = "bestpath";

  @Option(names = "--host", description = "Address to listen on.", defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = {"--port", "--listen"},
      paramLabel = "PORT",
      description = "Port to listen on; 0 for any free one.",
      defaultValue = "7010")
  private int port = 7010;

  @ArgGroup(exclusive = false, heading = "Connecting to a node:%n")
  private @Nullable DialOutOptions dialOut;

  @Option(names = "--threads", description = "Auctions solved at once.", defaultValue = "2")
  private int threads = 2;

  @Option(
      names = "--queue",
      description = "Auctions waiting beyond that; more are refused (HTTP status 429).",
      defaultValue = "16")
  private int queue = 16;

  @Option(
      names = "--slack",
      paramLabel = "MS",
      description = "Answer this long before an auction's deadline.",
      defaultValue = "50")
  private long slackMillis = 50;

  @Option(
      names = "--max-solve-time",
      paramLabel = "MS",
      description = "Longest search, however far the deadline is.",
      defaultValue = "10000")
  private long maxSolveMillis = 10_000;

  @Spec private @Nullable CommandSpec spec;

  /** The strategies' names, for the help text. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Strategies.all().stream().map(Strategy::name).iterator();
    }
  }

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = commandLine();
    Strategy chosen =
        Strategies.named(strategy)
            .orElseThrow(() ->
                new ParameterException(
                    line,
                    "--strategy must be one of "
                        + String.join(", ", new Names())
                        + ", or several of them joined by +"));
    EngineConfig config;
    try {
      config =
          new EngineConfig(
              host,
              port,
              threads,
              queue,
              EngineConfig.MAX_BODY_BYTES,
              Duration.ofMillis(slackMillis),
              Duration.ofMillis(maxSolveMillis));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(line, e.getMessage(), e);
    }
    DialOutOptions remote = dialOut;
    if (remote != null) {
      remote.check(line);
    }
    long started = System.nanoTime();
    WarmUp.run(chosen, () -> System.nanoTime() - started > WARM_UP_NANOS);
    return remote == null ? listen(line, chosen, config) : dial(line, chosen, config, remote);
  }

  private static int listen(CommandLine line, Strategy chosen, EngineConfig config)
      throws InterruptedException {
    EngineServer engine = EngineServer.start(chosen, config, Clock.systemUTC());
    say(
        line,
        "solver " + chosen.name() + " ready on http://" + config.host() + ":" + engine.port());
    CountDownLatch stopped = new CountDownLatch(1);
    onStop(() -> {
      engine.close();
      stopped.countDown();
    });
    stopped.await();
    return 0;
  }

  private static int dial(
      CommandLine line, Strategy chosen, EngineConfig config, DialOutOptions remote) {
    DialOutClient client =
        DialOutClient.start(
            remote.url(line),
            remote.credentials(line),
            new EngineApi(chosen, config, Clock.systemUTC()),
            config,
            Clock.systemUTC(),
            new SecureRandom(),
            text -> say(line, text));
    AtomicBoolean stopping = new AtomicBoolean();
    onStop(() -> {
      stopping.set(true);
      client.close();
    });
    String reason = client.ended().join();
    if (stopping.get()) {
      return 0;
    }
    line.getErr().println("solver " + chosen.name() + " ends: " + reason);
    line.getErr().flush();
    client.close();
    return 1;
  }

  private static void onStop(Runnable action) {
    Runtime.getRuntime().addShutdownHook(new Thread(action, "solver-stop"));
  }

  private static synchronized void say(CommandLine line, String text) {
    PrintWriter out = line.getOut();
    out.println(text);
    out.flush();
  }

  private CommandLine commandLine() {
    CommandSpec known = spec;
    return known == null ? new CommandLine(this) : known.commandLine();
  }

  /** Runs this command alone. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new SolverCommand()).execute(arguments));
  }
}
