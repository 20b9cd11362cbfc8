package io.fairlead.devnet.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.process.FreePort;
import io.fairlead.devnet.wallet.TestWallets;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import io.fairlead.relay.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Two solvers with disjoint pairs win one batch together, and both land. */
final class SeveralWinnersTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "inventory.mjs").toAbsolutePath();

  /** Two intents need not come into one batch at once. */
  private static final int ATTEMPTS = 6;

  private record Engine(Settings.Guest guest, String sells) {}

  @Test
  void bothSettleAndTheVerifierAgrees(@TempDir Path folder) throws IOException {
    List<Engine> engines =
        List.of(
            new Engine(guest("ether", FreePort.of(0, "an engine")), "WETH"),
            new Engine(guest("dollars", FreePort.of(0, "an engine")), "DAI"));
    Settings settings =
        new Settings(
            ChainKind.ANVIL,
            Settings.Ports.FREE,
            1_000,
            2,
            List.of("bestpath"),
            engines.stream().map(Engine::guest).toList(),
            folder);
    List<Process> running = new ArrayList<>();
    try (World world = World.start(settings, _ -> {});
        TestWallets wallets = new TestWallets(world)) {
      try {
        for (Engine engine : engines) {
          running.add(start(world.deployment(), wallets, engine, folder));
        }
        long batch = batchOfTwo(wallets);
        check(wallets, batch);
        verify(world, batch);
      } finally {
        running.forEach(Process::destroy);
      }
    }
  }

  private static Settings.Guest guest(String name, int port) {
    return new Settings.Guest(name, URI.create("http://127.0.0.1:" + port));
  }

  /** Trades in both pairs until one batch settles both. */
  private static long batchOfTwo(TestWallets wallets) {
    for (int i = 0; i < ATTEMPTS; i++) {
      LocalSigner one = wallets.get(0);
      LocalSigner other = wallets.get(1);
      ObjectNode first = wallets.quote(one, "WETH", "USDC", "1");
      ObjectNode second = wallets.quote(other, "DAI", "USDC", "500");
      String firstSignature = wallets.sign(one, "intent", first);
      String secondSignature = wallets.sign(other, "intent", second);
      JsonNode sent = wallets.submit(first, firstSignature, Map.of());
      JsonNode alsoSent = wallets.submit(second, secondSignature, Map.of());
      JsonNode status = wallets.awaitFilled(sent.path("intentHash").asString());
      JsonNode otherStatus = wallets.awaitFilled(alsoSent.path("intentHash").asString());
      String batch = status.at("/fills/0/batch").asString();
      if (batch.equals(otherStatus.at("/fills/0/batch").asString())
          && wallets.awaitEnded(batch).path("settlements").size() == 2) {
        return Long.parseLong(batch);
      }
    }
    throw new AssertionError("no batch with two settlements in " + ATTEMPTS + " attempts");
  }

  private static void check(TestWallets wallets, long batch) {
    JsonNode ended = wallets.awaitEnded(Long.toString(batch));
    assertThat(ended.path("stage").asString()).isEqualTo("settled");
    Set<String> solvers = new TreeSet<>();
    ended.path("awards").forEach(award -> solvers.add(award.path("solver").asString()));
    assertThat(solvers).containsExactly("solver-dollars", "solver-ether");
    Set<String> transactions = new TreeSet<>();
    Set<String> senders = new TreeSet<>();
    for (JsonNode settlement : ended.path("settlements")) {
      String hash = settlement.path("transactionHash").asString();
      transactions.add(hash);
      JsonNode receipt = wallets.rpc().call("eth_getTransactionReceipt", hash);
      assertThat(receipt.path("status").asString()).isEqualTo("0x1");
      senders.add(receipt.path("from").asString());
    }
    assertThat(transactions).hasSize(2);
    assertThat(senders).as("each place has an account of its own").hasSize(2);
  }

  private static void verify(World world, long batch) {
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
    assertThat(out.toString())
        .contains("2 awards", "ok    election", "ok    standing")
        .doesNotContain("could not be told");
  }

  private static Process start(
      Deployment deployment, TestWallets wallets, Engine engine, Path folder) throws IOException {
    return ScriptedEngine.start(
        SCRIPT,
        engine.guest(),
        folder,
        List.of(
            "--port",
            Integer.toString(engine.guest().url().orElseThrow().getPort()),
            "--chain-id",
            Long.toString(deployment.chainId()),
            "--settlement",
            deployment.settlement().toString(),
            "--sells",
            wallets.token(engine.sells())));
  }
}
