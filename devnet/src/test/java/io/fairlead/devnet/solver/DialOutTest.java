package io.fairlead.devnet.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.replay.ReplayCommand;
import io.fairlead.devnet.wallet.TestWallets;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import io.fairlead.relay.verify.VerifyCommand;
import io.fairlead.solver.command.SolverCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The worked example of docs/solvers.md: an engine in another language, which the node could not
 * reach, connects to it on published packages alone and wins batches against one that listens.
 */
final class DialOutTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "dialout.mjs").toAbsolutePath();
  private static final Settings.Guest GUEST = Settings.Guest.dialling("mine");
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final String CONNECTED = "/connection/connected";

  @Test
  void aSolverThatDialsInWinsABatch(@TempDir Path folder) throws IOException, InterruptedException {
    Settings settings =
        new Settings(
            ChainKind.ANVIL,
            Settings.Ports.FREE,
            1_000,
            2,
            List.of("bestpath"),
            List.of(GUEST),
            folder);
    try (World world = World.start(settings, _ -> {});
        TestWallets wallets = new TestWallets(world)) {
      Process engine = start(world, folder);
      try {
        Path log = ScriptedEngine.log(GUEST, folder);
        long first = win(wallets);
        long second = win(wallets);
        assertThat(second).isGreaterThan(first);
        Awaitility.await()
            .atMost(Duration.ofSeconds(20))
            .until(() -> Files.readString(log).contains("notified  success"));
        // The second auction came as a change to the first, and fitted.
        assertThat(Files.readString(log)).contains("changed   ").doesNotContain("error");
        for (long batch : List.of(first, second)) {
          checkSealedBid(wallets, batch);
        }
        assertThat(Files.readString(log))
            .contains("notified  driverError")
            .contains("wei was committed to");

        // A node that was killed and started again is found again.
        world.restartNode();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(() -> Files.readString(log).split("ready", -1).length == 3);
        long third = win(wallets);
        assertThat(verify(world, third)).isZero();
        checkStatistics(wallets);
        replay(world, folder, third);
      } finally {
        engine.destroy();
      }
      Awaitility.await().atMost(LONG).until(() -> !mine(wallets).at(CONNECTED).asBoolean());
      refusals(world, folder);
      ourCommand(world, folder, wallets);
    }
  }

  /** Where waiting would not help, one line says so, and the status is not zero. */
  private static void refusals(World world, Path folder) throws IOException, InterruptedException {
    String url = world.relayUrl().replace("http:", "ws:");
    Path keys = folder.resolve("keys");
    Path key = keys.resolve(GUEST.role() + ".key");
    try (SolverProcess keyless =
            SolverProcess.start(folder.resolve("1.log"), url, GUEST.role(), keys.resolve("no"));
        SolverProcess impostor =
            SolverProcess.start(
                folder.resolve("2.log"), url, GUEST.role(), keys.resolve("receipt.key"))) {
      says(keyless.exit(), keyless.output(), 2, "fairlead solver: --key-file: ");
      says(
          impostor.exit(),
          impostor.output(),
          1,
          "solver bestpath ends: the node says wrongAccount in $.account: ");
    }
    says("nowhere", GUEST.role(), key, 2, "--node must be ws://HOST[:PORT] or wss://…");
    says(
        url,
        "solver-nobody",
        key,
        1,
        "solver bestpath ends: the node says unknownSolver in $.solver: ");
    String astray = url + "/nothing";
    says(astray, GUEST.role(), key, 1, "solver bestpath ends: cannot connect to " + astray + ": ");
  }

  /** In this virtual machine: starting one takes seconds. */
  private static void says(String url, String name, Path key, int status, String problem) {
    StringWriter err = new StringWriter();
    int exit =
        new CommandLine(new SolverCommand())
            .setOut(new PrintWriter(new StringWriter()))
            .setErr(new PrintWriter(err))
            .setParameterExceptionHandler((e, arguments) -> {
              e.getCommandLine().getErr().println(e.getMessage());
              return 2;
            })
            .execute("--node", url, "--name", name, "--key-file", key.toString());
    says(exit, err.toString(), status, problem);
  }

  private static void says(int exit, String output, int status, String problem) {
    assertThat(exit).as(output).isEqualTo(status);
    assertThat(output.lines().filter(line -> !line.equals("See 'fairlead solver --help'.")))
        .singleElement()
        .asString()
        .startsWith(problem);
  }

  /** Our own solver as a process: it bids, comes back after a kill, and ends when it is told to. */
  private static void ourCommand(World world, Path folder, TestWallets wallets)
      throws IOException, InterruptedException {
    String url = world.relayUrl().replace("http:", "ws:");
    Path key = folder.resolve("keys").resolve(GUEST.role() + ".key");
    long before = mine(wallets).path("answered").asLong();
    try (SolverProcess first =
        SolverProcess.start(folder.resolve("first.log"), url, GUEST.role(), key)) {
      first.awaitOutput("logged in at " + url + "/solver as " + GUEST.role());
      before = answersNext(wallets, before);
      first.process().destroyForcibly();
      assertThat(first.exit()).isEqualTo(128 + 9);
    }
    Awaitility.await().atMost(LONG).until(() -> !mine(wallets).at(CONNECTED).asBoolean());
    try (SolverProcess second =
        SolverProcess.start(folder.resolve("second.log"), url, GUEST.role(), key)) {
      second.awaitOutput("logged in at ");
      answersNext(wallets, before);
      second.process().destroy();
      assertThat(second.exit()).as(second.output()).isEqualTo(128 + 15);
      assertThat(second.output()).doesNotContain("Exception").doesNotContain("again in");
    }
    Awaitility.await().atMost(LONG).until(() -> !mine(wallets).at(CONNECTED).asBoolean());
  }

  /** An intent is filled, and the solver has answered by then; how often so far. */
  private static long answersNext(TestWallets wallets, long before) {
    Awaitility.await().atMost(LONG).until(() -> mine(wallets).at(CONNECTED).asBoolean());
    JsonNode status = wallets.awaitFilled(wallets.sell(wallets.get(1), "WETH", "USDC", "1"));
    long batch = Long.parseLong(status.at("/fills/0/batch").asString());
    JsonNode now = mine(wallets);
    assertThat(now.path("answered").asLong()).as("batch %d: %s", batch, now).isGreaterThan(before);
    assertThat(now.path("valid").asLong()).as("a bid that counts").isPositive();
    return now.path("answered").asLong();
  }

  private static JsonNode mine(TestWallets wallets) {
    JsonNode mine = wallets.rpc().call("auction_solverStats", Map.of()).get(1);
    assertThat(mine.path("solver").asString()).isEqualTo(GUEST.role());
    return mine;
  }

  private static long win(TestWallets wallets) {
    LocalSigner owner = wallets.get(0);
    JsonNode status = wallets.awaitFilled(wallets.sell(owner, "WETH", "USDC", "1"));
    BigInteger limit = new BigInteger(status.at("/intent/buyAmount").asString());
    assertThat(new BigInteger(status.at("/fills/0/bought").asString()))
        .isEqualTo(limit.multiply(BigInteger.valueOf(104)).divide(BigInteger.valueOf(100)));
    long batch = Long.parseLong(status.at("/fills/0/batch").asString());
    JsonNode ended = wallets.rpc().call("batch_get", Map.of("batch", batch));
    assertThat(ended.at("/awards/0/solver").asString()).isEqualTo(GUEST.role());
    return batch;
  }

  /** It committed by itself; of its two bids the one with the right score won. */
  private static void checkSealedBid(TestWallets wallets, long batch) {
    JsonNode events =
        wallets.rpc().call("auction_solutions", Map.of("batch", batch)).path("events");
    assertThat(eventsOf(events, "committed")).containsExactly("solver");
    assertThat(eventsOf(events, "refused")).containsExactly("wrongScore");
    assertThat(eventsOf(events, "won")).hasSize(1);
    String transcript = wallets.rpc().call("batch_transcript", Map.of("batch", batch)).toString();
    assertThat(transcript).contains("wrongScore");
  }

  /** The reasons of a kind of event of the guest's. */
  private static List<String> eventsOf(JsonNode events, String kind) {
    return events
        .valueStream()
        .filter(event -> event.path("solver").asString().equals(GUEST.role()))
        .filter(event -> event.path("event").asString().equals(kind))
        .map(event -> event.path("reason").asString(""))
        .toList();
  }

  /** Since the node was started again: one auction, won and settled. */
  private static void checkStatistics(TestWallets wallets) {
    JsonNode mine = mine(wallets);
    assertThat(mine.path("won").asInt()).isEqualTo(1);
    assertThat(mine.path("settled").asInt()).isEqualTo(1);
    assertThat(mine.path("answered").asInt()).isPositive();
    assertThat(mine.at(CONNECTED).asBoolean()).isTrue();
  }

  /** What was recorded is a place to try solvers, from its files and from the node. */
  private static void replay(World world, Path folder, long last) {
    JsonNode other = replay(folder.toString(), "--strategy", "bestpath");
    assertThat(other.at("/total/auctions").asInt()).isGreaterThanOrEqualTo(3);
    assertThat(other.at("/total/wins").asInt()).isZero();
    assertThat(other.at("/total/landed").asString())
        .isEqualTo(other.at("/total/recorded").asString())
        .isNotEqualTo("0");

    String range = Long.toString(last);
    JsonNode without =
        replay(
            "--node",
            world.relayUrl(),
            "--from",
            range,
            "--to",
            range,
            "--strategy",
            "bestpath",
            "--without",
            GUEST.role(),
            "--without",
            "solver-bestpath");
    assertThat(without.at("/total/auctions").asInt()).isEqualTo(1);
    assertThat(without.at("/total/wins").asInt()).isEqualTo(1);
    assertThat(without.at("/auctions/0/solutions/0/executionChecked").asBoolean()).isTrue();
    assertThat(without.at("/total/differenceToLanded").asString()).startsWith("-");
  }

  private static JsonNode replay(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new ReplayCommand())
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(
                Stream.concat(Stream.of("--json"), Stream.of(arguments)).toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
    return JsonMapper.shared().readTree(out.toString());
  }

  private static int verify(World world, long batch) {
    StringWriter out = new StringWriter();
    int code =
        new CommandLine(new VerifyCommand())
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(out))
            .execute(
                "--rpc",
                world.chain().url(),
                "--node",
                world.relayUrl(),
                "--batch",
                Long.toString(batch));
    assertThat(code).as(out.toString()).isZero();
    return code;
  }

  private static Process start(World world, Path folder) throws IOException {
    Address node = DevKeys.signer("receipt").address();
    return ScriptedEngine.start(
        SCRIPT,
        GUEST,
        folder,
        List.of(
            "--node",
            world.relayUrl().replace("http:", "ws:") + "/solver",
            "--name",
            GUEST.role(),
            "--node-account",
            node.toString(),
            "--overstate",
            "1"));
  }
}
