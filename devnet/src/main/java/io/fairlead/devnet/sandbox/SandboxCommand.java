package io.fairlead.devnet.sandbox;

import io.fairlead.auction.json.Json;
import io.fairlead.devnet.replay.TranscriptOptions;
import io.fairlead.solver.http.BoundedServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead sandbox}: solvers' answers tried on recorded auctions, over HTTP. */
@Command(
    name = "sandbox",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description = {
      "Serves recorded batches for anybody to try a solver on; nothing that is sent is kept.",
      "GET /batches lists them, GET /batches/N/auction is what an engine got,",
      "POST /batches/N/solve takes an engine's answer (?account=0x… is the solver's account) and",
      "says what would have become of each solution beside the recorded bids, by the recorded",
      "rules. Batches that have not ended when it starts are not there. Needs no chain; swaps are",
      "computed as replay computes them."
    },
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "1:no batch can be served, or it cannot listen",
      "2:wrong usage",
      "130:ended by Ctrl-C",
      "143:ended by SIGTERM"
    })
public final class SandboxCommand implements Callable<Integer> {
  private static final int MAX_PORT = 65_535;
  private static final Duration REQUEST = Duration.ofSeconds(30);

  @Mixin private TranscriptOptions transcripts = new TranscriptOptions();

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      description = "Where to listen; 0 takes a free port.",
      defaultValue = "7030")
  private int port = 7_030;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "On which address.",
      defaultValue = "127.0.0.1")
  private String host = "127.0.0.1";

  @Option(
      names = "--max-body",
      paramLabel = "BYTES",
      description = "Longest answer that is read.",
      defaultValue = "" + Json.MAX_BYTES)
  private int maxBody = Json.MAX_BYTES;

  @Option(
      names = "--solve-millis",
      paramLabel = "MS",
      description = "From handing out an auction to the deadline in it; it is not enforced.",
      defaultValue = "10000")
  private long solveMillis = 10_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    check(port >= 0 && port <= MAX_PORT, "--listen must be from 0 to " + MAX_PORT);
    check(
        maxBody >= 1 && maxBody <= Json.MAX_BYTES,
        "--max-body must be from 1 to " + Json.MAX_BYTES);
    check(
        solveMillis >= 1 && solveMillis <= Duration.ofDays(1).toMillis(),
        "--solve-millis must be from 1 to a day");
    PrintWriter err = spec.commandLine().getErr();
    Shelf shelf = new Shelf(transcripts.source());
    shelf.skipped().forEach(one -> err.println("sandbox: not served: " + printable(one)));
    err.flush();
    if (shelf.summaries().isEmpty()) {
      err.println("sandbox: there is no batch that has ended");
      err.flush();
      return 1;
    }
    SandboxApi api = new SandboxApi(shelf, Duration.ofMillis(solveMillis), InstantSource.system());
    try (BoundedServer server = SandboxServer.start(api, host, port, maxBody, REQUEST)) {
      Thread closing = new Thread(server::close, "sandbox-shutdown");
      Runtime.getRuntime().addShutdownHook(closing);
      PrintWriter out = spec.commandLine().getOut();
      out.println(
          "sandbox: "
              + batches(shelf.summaries().size())
              + ", listening on "
              + host
              + ":"
              + server.port());
      out.flush();
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private static String batches(int number) {
    return number == 1 ? "1 batch" : number + " batches";
  }

  /** A transcript's text is anybody's. */
  private static String printable(String text) {
    return text.replaceAll("\\p{C}", "?");
  }

  private void check(boolean good, String problem) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
