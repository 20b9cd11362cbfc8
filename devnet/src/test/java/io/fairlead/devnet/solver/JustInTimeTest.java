package io.fairlead.devnet.solver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.process.FreePort;
import io.fairlead.devnet.wallet.TestWallets;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import io.fairlead.relay.verify.VerifyCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/** An engine in another language fills an intent from its own inventory and wins against pools. */
final class JustInTimeTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "inventory.mjs").toAbsolutePath();

  @Test
  void aSolverFillsFromItsInventory(@TempDir Path folder) throws IOException {
    int port = FreePort.of(0, "the engine");
    Settings.Guest guest = new Settings.Guest("inventory", URI.create("http://127.0.0.1:" + port));
    Settings settings =
        new Settings(
            ChainKind.ANVIL,
            Settings.Ports.FREE,
            1_000,
            2,
            List.of("bestpath"),
            List.of(guest),
            folder);
    try (World world = World.start(settings, _ -> {});
        TestWallets wallets = new TestWallets(world)) {
      Process engine = start(world.deployment(), guest, port, folder);
      try {
        settle(world, wallets, guest, folder);
      } finally {
        engine.destroy();
      }
    }
  }

  private static void settle(World world, TestWallets wallets, Settings.Guest guest, Path folder)
      throws IOException {
    Address solver = DevKeys.signer(guest.role()).address();
    LocalSigner owner = wallets.get(0);
    BigInteger before = balance(world, wallets, "WETH", solver);
    JsonNode status = wallets.awaitFilled(wallets.sell(owner, "WETH", "USDC", "1"));
    long batch = Long.parseLong(status.at("/fills/0/batch").asString());

    BigInteger limit = new BigInteger(status.at("/intent/buyAmount").asString());
    assertThat(new BigInteger(status.at("/fills/0/bought").asString()))
        .isEqualTo(limit.multiply(BigInteger.valueOf(103)).divide(BigInteger.valueOf(100)));
    assertThat(balance(world, wallets, "WETH", solver).subtract(before))
        .isEqualTo(wallets.wei("WETH", "1"));
    JsonNode ended = wallets.rpc().call("batch_get", Map.of("batch", batch));
    assertThat(ended.at("/awards/0/solver").asString()).isEqualTo(guest.role());
    assertThat(ended.at("/awards/0/intents")).hasSize(1);
    // The contract's events name the solver's intent too.
    assertThat(ended.at("/settlements/0/fills")).hasSize(2);
    Awaitility.await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            Files.readString(ScriptedEngine.log(guest, folder)).contains("notified  success"));

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
  }

  private static BigInteger balance(
      World world, TestWallets wallets, String symbol, Address account) {
    JsonNode answer =
        world
            .chain()
            .rpc()
            .call(
                "eth_call",
                Map.of("to", wallets.token(symbol), "data", Erc20.balanceOf(account).toString()),
                "latest");
    return new BigInteger(answer.asString().substring(2), 16);
  }

  private static Process start(Deployment deployment, Settings.Guest guest, int port, Path folder)
      throws IOException {
    return ScriptedEngine.start(
        SCRIPT,
        guest,
        folder,
        List.of(
            "--port",
            Integer.toString(port),
            "--chain-id",
            Long.toString(deployment.chainId()),
            "--settlement",
            deployment.settlement().toString()));
  }
}
