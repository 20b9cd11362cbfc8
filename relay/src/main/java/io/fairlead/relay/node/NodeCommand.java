package io.fairlead.relay.node;

import io.fairlead.chain.ChainException;
import io.fairlead.relay.config.ConfigException;
import io.fairlead.relay.config.NodeConfig;
import io.fairlead.relay.config.NodeConfigReader;
import io.fairlead.sequencer.SequencerException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fairlead node}: runs a node until it is told to stop. */
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = "Runs a node: intake, sequencer, auction and settlement.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:--check: the settings are good",
      "1:could not start",
      "2:wrong usage or settings",
      "130:stopped by Ctrl-C",
      "143:stopped by SIGTERM"
    })
public final class NodeCommand implements Callable<Integer> {
  @Option(
      names = "--config",
      required = true,
      paramLabel = "FILE",
      description = "Settings in JSON; paths in it are relative to its folder.")
  private Path config = Path.of("node.json");

  @Option(names = "--check", description = "Only checks the settings and key files.")
  private boolean check;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    NodeConfig settings;
    try {
      settings = NodeConfigReader.read(config);
      KeySet keys = KeySet.read(settings.keys());
      if (check) {
        out.println(
            "settings are good: auctioneer "
                + keys.auctioneer().address()
                + ", receipts "
                + keys.receipt().address()
                + ", submitters "
                + keys.submitters().stream()
                    .map(signer -> signer.address().toString())
                    .collect(Collectors.joining(" ")));
        out.flush();
        return 0;
      }
    } catch (ConfigException e) {
      return fail(err, e, 2);
    }
    Node node;
    try {
      node = new Node(settings);
    } catch (ConfigException e) {
      return fail(err, e, 2);
    } catch (ChainException | SequencerException | IllegalStateException e) {
      err.println("the node cannot start: " + e.getMessage());
      err.flush();
      return 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              node.close();
              stopped.countDown();
            },
            "stop");
    Runtime.getRuntime().addShutdownHook(hook);
    out.println("node ready on " + node.url());
    out.flush();
    stopped.await();
    return 0;
  }

  private static int fail(PrintWriter err, ConfigException e, int code) {
    e.problems().forEach(err::println);
    err.flush();
    return code;
  }
}
