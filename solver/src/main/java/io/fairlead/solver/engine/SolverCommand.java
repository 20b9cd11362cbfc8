package io.fairlead.solver.engine;

import io.fairlead.solver.strategy.Strategies;
import io.fairlead.solver.strategy.Strategy;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead solver}: runs one engine until it is told to stop. */
@Command(
    name = "solver",
    description = "Runs a solver engine (POST /solve, /commit, /open, /notify; GET /health).",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class SolverCommand implements Callable<Integer> {
  private static final long WARM_UP_NANOS = Duration.ofSeconds(2).toNanos();

  @Option(
      names = "--strategy",
      paramLabel = "NAME",
      description = "How to solve: ${COMPLETION-CANDIDATES}.",
      completionCandidates = Names.class,
      defaultValue = "bestpath")
  private String strategy = "bestpath";

  @Option(names = "--host", description = "Address to listen on.", defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      description = "Port to listen on; 0 for any free one.",
      defaultValue = "7010")
  private int port = 7010;

  @Option(names = "--threads", description = "Auctions solved at once.", defaultValue = "2")
  private int threads = 2;

  @Option(
      names = "--queue",
      description = "Auctions waiting beyond that; more get status 429.",
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

  @Spec private @org.jspecify.annotations.Nullable CommandSpec spec;

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
                    line, "--strategy must be one of " + String.join(", ", new Names())));
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
    long started = System.nanoTime();
    WarmUp.run(chosen, () -> System.nanoTime() - started > WARM_UP_NANOS);
    CountDownLatch stopped = new CountDownLatch(1);
    EngineServer engine = EngineServer.start(chosen, config, Clock.systemUTC());
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  engine.close();
                  stopped.countDown();
                },
                "solver-stop"));
    PrintWriter out = line.getOut();
    out.println("solver " + chosen.name() + " ready on http://" + host + ":" + engine.port());
    out.flush();
    stopped.await();
    return 0;
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
