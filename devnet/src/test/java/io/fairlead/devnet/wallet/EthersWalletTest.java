package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.deploy.DevKeys;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A wallet in another language, on a published library, with no line of our own code. */
@ExtendWith(SharedWorld.class)
final class EthersWalletTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "wallet.mjs").toAbsolutePath();
  private static final String ROLE = "wallet on ethers";

  private record Run(int code, String output) {}

  @Test
  void quotesApprovesSubmitsChecksFollowsAndCancels(SharedWorld.Devnet devnet)
      throws IOException, InterruptedException {
    LocalSigner account = DevKeys.signer(ROLE);
    BigInteger owned = devnet.wallets().wei("WETH", "5");
    devnet.newcomer(account, devnet.wallets().get(0), "WETH", owned);

    Run run = run(devnet, devnet.wallets().settlement().toString(), "WETH", "1.5");

    assertThat(run.code()).as(run.output()).isZero();
    assertThat(run.output())
        .containsSubsequence(
            "approve   hub " + devnet.world().deployment().hub(),
            "quote     1.5 WETH for ",
            "receipt   number ",
            "event     received",
            "event     inBatch",
            "event     considered",
            "event     won",
            "event     submitted",
            "event     settled",
            "settled   1.5 WETH for ",
            "approve   hub ",
            "receipt   number ",
            "cancel    ",
            "event     cancelled",
            "done");
    // The script's own words are not taken for it.
    assertThat(
            devnet.wallets().list(account).valueStream().map(one -> one.path("status").asString()))
        .containsExactly("cancelled", "filled");
  }

  @Test
  void endsWithAnErrorIfTheNodeNamesAnotherContract(SharedWorld.Devnet devnet)
      throws IOException, InterruptedException {
    Run run = run(devnet, devnet.world().deployment().hub().toString(), "WETH", "1.5");
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("an unknown contract");
  }

  @Test
  void endsWithAnErrorIfItHasTooLittle(SharedWorld.Devnet devnet)
      throws IOException, InterruptedException {
    Run run = run(devnet, devnet.wallets().settlement().toString(), "WBTC", "1");
    assertThat(run.code()).isNotZero();
    assertThat(run.output()).contains("too few tokens");
  }

  private static Run run(SharedWorld.Devnet devnet, String settlement, String sell, String amount)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(devnet.directory(), "wallet", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "node",
                    SCRIPT.toString(),
                    "--relay",
                    devnet.world().relayUrl(),
                    "--chain",
                    devnet.world().chain().url(),
                    "--settlement",
                    settlement,
                    "--sell",
                    devnet.wallets().token(sell),
                    "--buy",
                    devnet.wallets().token("USDC"),
                    "--amount",
                    amount))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(Map.of("FAIRLEAD_WALLET_KEY", DevKeys.key(ROLE).toString()));
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Run(process.exitValue(), Files.readString(log));
  }
}
