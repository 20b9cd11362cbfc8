package io.fairlead.devnet.world;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.Deployer;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.process.ChildProcess;
import io.fairlead.devnet.process.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/** A running devnet: chain, builder, solvers and node, each a process of its own. */
public final class World implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);

  /** Everything shares the machine's cores: an answer takes longer to be read than elsewhere. */
  private static final long SOLVER_SLACK_MILLIS = 200;

  private final Settings settings;
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final List<Starting> starting = new ArrayList<>();
  private final DevChain chain;
  private final Deployment deployment;
  private final List<LocalSigner> wallets;
  private final String builderUrl;
  private final List<NodeConfigFile.Solver> solvers = new ArrayList<>();
  private final String relayUrl;
  private final Path nodeConfig;
  private ChildProcess node;

  /**
   * A process that was started beside others, because each keeps but one core busy until it is
   * ready.
   */
  private record Starting(ChildProcess process, String url) {
    void awaitReady() {
      process.awaitReady(() -> Health.ok(url + "/health"), START_LIMIT);
    }
  }

  private World(Settings settings, Consumer<String> progress) throws IOException {
    this.settings = settings;
    Path directory = settings.runDirectory();
    try {
      Files.createDirectories(directory);
      for (String role : List.of("auctioneer", "receipt")) {
        KeyFiles.write(directory, role);
      }
      for (String role : NodeConfigFile.SUBMITTERS) {
        KeyFiles.write(directory, role);
      }
      // Blocks of the set-up are a second apart each; the chain's clock must not run ahead of ours.
      Instant genesis = Instant.now().minusSeconds(600);
      chain = DevChain.start(settings.chain(), settings.ports().chain(), genesis, directory);
      running.push(chain);
      progress.accept("chain       " + chain.url() + " (" + settings.chain().text() + ")");
      Deployer deployer = new Deployer(chain);
      deployment = deployer.deploy(address("auctioneer"), address("vault"));
      wallets = IntStream.range(0, settings.wallets()).mapToObj(DevKeys::wallet).toList();
      deployer.fund(wallets, deployment);
      deployer.payGas(NodeConfigFile.SUBMITTERS.stream().map(World::address).toList());
      deployer.bondRelay(address("receipt"), deployment);
      deployer.bondSolvers(
          settings.strategies().stream().map(name -> address("solver-" + name)).toList(),
          deployment);
      inviteGuests(deployer);
      writeDeployment(directory.resolve("deployment.json"));
      progress.accept("settlement  " + deployment.settlement() + ", block " + chain.blockNumber());
      builderUrl = startBuilder();
      progress.accept("builder     " + builderUrl);
      startSolvers(progress);
      for (Settings.Guest guest : settings.guests()) {
        solvers.add(
            new NodeConfigFile.Solver(
                guest.role(), guest.url().map(URI::toString), address(guest.role()).toString()));
        progress.accept(
            "solver      "
                + guest.url().map(URI::toString).orElse("dials in")
                + " ("
                + guest.name()
                + ", not started here)");
      }
      starting.forEach(Starting::awaitReady);
      int port = FreePort.of(settings.ports().relay(), "the node");
      relayUrl = "http://127.0.0.1:" + port;
      nodeConfig = directory.resolve("node.json");
      NodeConfigFile.write(
          nodeConfig,
          deployment,
          chain.url(),
          builderUrl,
          solvers,
          port,
          directory.toAbsolutePath());
      node = startNode();
      progress.accept("node        " + relayUrl + " (JSON-RPC, also WebSocket)");
    } catch (RuntimeException | IOException e) {
      close();
      throw e;
    }
  }

  /**
   * Starts everything and returns when it is ready.
   *
   * @param progress told what has been started
   * @throws io.fairlead.devnet.process.ProcessException if something does not start
   */
  public static World start(Settings settings, Consumer<String> progress) {
    try {
      return new World(settings, progress);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The chain. */
  public DevChain chain() {
    return chain;
  }

  /** What is on the chain. */
  public Deployment deployment() {
    return deployment;
  }

  /** Accounts with tokens. */
  public List<LocalSigner> wallets() {
    return wallets;
  }

  /** The node's JSON-RPC. */
  public String relayUrl() {
    return relayUrl;
  }

  /** The builder's JSON-RPC. */
  public String builderUrl() {
    return builderUrl;
  }

  /** The node's process; another after {@link #restartNode}. */
  public ChildProcess node() {
    return node;
  }

  /** Kills the node as a crash would and starts it again on the same data. */
  public void restartNode() {
    node.kill();
    node = startNode();
  }

  @Override
  public void close() {
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (Exception e) {
        throw new IllegalStateException("a process could not be ended", e);
      }
    }
  }

  private String startBuilder() {
    int port = FreePort.of(settings.ports().builder(), "the builder");
    String url = "http://127.0.0.1:" + port;
    List<String> command =
        List.of(
            "builder",
            "--rpc",
            chain.url(),
            "--port",
            Integer.toString(port),
            "--slot-millis",
            Long.toString(settings.slotMillis()));
    starting.add(new Starting(start("builder", command), url));
    return url;
  }

  private void startSolvers(Consumer<String> progress) {
    for (int i = 0; i < settings.strategies().size(); i++) {
      String strategy = settings.strategies().get(i);
      String name = "solver-" + strategy;
      int wanted = settings.ports().solver();
      int port = FreePort.of(wanted == 0 ? 0 : wanted + i, name);
      String url = "http://127.0.0.1:" + port;
      starting.add(
          new Starting(
              start(
                  name,
                  List.of(
                      "solver",
                      "--strategy",
                      strategy,
                      "--port",
                      Integer.toString(port),
                      "--slack",
                      Long.toString(SOLVER_SLACK_MILLIS))),
              url));
      solvers.add(new NodeConfigFile.Solver(name, Optional.of(url), address(name).toString()));
      progress.accept("solver      " + url + " (" + strategy + ")");
    }
  }

  private void inviteGuests(Deployer deployer) throws IOException {
    List<LocalSigner> accounts =
        settings.guests().stream().map(guest -> DevKeys.signer(guest.role())).toList();
    deployer.fund(accounts, deployment);
    deployer.bondSolvers(accounts.stream().map(LocalSigner::address).toList(), deployment);
    for (Settings.Guest guest : settings.guests()) {
      KeyFiles.write(settings.runDirectory(), guest.role());
    }
  }

  private ChildProcess startNode() {
    ChildProcess started = start("node", List.of("node", "--config", nodeConfig.toString()));
    started.awaitReady(() -> Health.ok(relayUrl + "/health/ready"), START_LIMIT);
    return started;
  }

  private ChildProcess start(String name, List<String> command) {
    Path log = settings.runDirectory().resolve(name + ".log");
    ChildProcess process = JavaProcess.start(name, command, log);
    running.push(process);
    return process;
  }

  private void writeDeployment(Path file) {
    JsonMapper.shared()
        .writerWithDefaultPrettyPrinter()
        .writeValue(file.toFile(), deployment.toJson());
  }

  private static Address address(String role) {
    return DevKeys.signer(role).address();
  }
}
