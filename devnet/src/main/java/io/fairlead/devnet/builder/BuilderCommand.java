package io.fairlead.devnet.builder;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code fairlead builder}: a bundle builder over a development node. */
@Command(
    name = "builder",
    description = "Takes bundles over JSON-RPC and mines one block per slot on a development node.",
    mixinStandardHelpOptions = true,
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "1:the node does not answer, or it cannot listen",
      "2:wrong usage",
      "130:ended by Ctrl-C",
      "143:ended by SIGTERM"
    })
public final class BuilderCommand implements Callable<Integer> {
  @Option(
      names = "--rpc",
      required = true,
      description = "JSON-RPC of a development node which mines on demand only.")
  private String rpc = "";

  @Option(names = "--port", description = "Where to listen on 127.0.0.1; default ${DEFAULT-VALUE}.")
  private int port = 8547;

  @Option(names = "--slot-millis", description = "Time between blocks; default ${DEFAULT-VALUE}.")
  private long slotMillis = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    check(slotMillis >= 50, "--slot-millis must be 50 or more, not " + slotMillis);
    check(port >= 0 && port <= 65_535, "--port must be from 0 to 65535, not " + port);
    check(rpc.matches("https?://[^/]+.*"), "--rpc must be a URL: http://… or https://…");
    try (BuilderServer server =
        BuilderServer.start(rpc, port, slotMillis, InstantSource.system())) {
      System.out.println("builder: listening on " + server.url());
      new CountDownLatch(1).await();
    }
    return 0;
  }

  private void check(boolean good, String problem) {
    if (!good) {
      throw new ParameterException(spec.commandLine(), problem);
    }
  }
}
