package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.deploy.Deployment;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.RpcException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A basket from a foreign wallet's signature to its settlement, which two verifiers recompute. */
@ExtendWith(SharedWorld.class)
final class BasketTest {
  private static final Path HOME = Path.of(System.getProperty("fairlead.home", ".."));
  private static final Path SCRIPT = Path.of("src", "test", "js", "basket.mjs").toAbsolutePath();
  private static final String ROLE = "basket wallet";
  private static final int UNITS = 3;

  @Test
  void aForeignWalletsBasketIsFilledBesideOrders(SharedWorld.Devnet devnet) throws Exception {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = owner(devnet, ROLE);
    // Baskets and orders of one batch go into one settlement; that both are there is up to chance.
    String order = wallets.sell(wallets.get(2), "USDC", "WETH", "700");
    JsonNode answer = run(devnet);
    wallets.awaitFilled(order);

    assertThat(balance(devnet, "WETH", owner)).isEqualTo(wallets.wei("WETH", "1.1"));
    assertThat(balance(devnet, "WBTC", owner)).isEqualTo(wallets.wei("WBTC", "0.015"));
    assertThat(balance(devnet, "DAI", owner)).isEqualTo(wallets.wei("DAI", "300"));
    assertThat(balance(devnet, "USDC", owner))
        .isEqualTo(new BigInteger(answer.path("quote").asString()));
    wallets.verify(answer.path("batch").asString());
    secondVerifierAgrees(devnet, answer.path("batch").asString());
  }

  @Test
  void refusalsNameTheFieldAtFault(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = owner(devnet, "basket wallet of errors");
    ObjectNode good = basket(devnet, owner);
    refused(wallets, owner, leg(good, 0, "amount", "0"), "invalidField", "basket.legs[0].amount");
    refused(wallets, owner, leg(good, 0, "id", "1"), "invalidField", "basket.legs[0].id");
    refused(
        wallets,
        owner,
        leg(good, 0, "token", "0x" + "11".repeat(20)),
        "unknownToken",
        "basket.legs[0].token");
    refused(
        wallets,
        owner,
        leg(good, 0, "amount", wallets.wei("WETH", "-3").toString()),
        "insufficientBalance",
        "basket.legs[0].amount");
    refused(wallets, owner, good.deepCopy().put("units", "0"), "invalidField", "basket.units");
    refused(wallets, owner, good.deepCopy().put("units", "-1"), "invalidField", "basket.units");
    refused(
        wallets,
        owner,
        good.deepCopy().put("quotePerUnit", "-" + BigInteger.ONE.shiftLeft(127)),
        "insufficientBalance",
        "basket.quotePerUnit");
    refused(
        wallets,
        owner,
        good.deepCopy().put("nonce", BigInteger.ONE.shiftLeft(255).toString()),
        "invalidField",
        "basket.nonce");
    refused(wallets, owner, good.deepCopy().put("validTo", "1"), "expired", "basket.validTo");
    ObjectNode none = good.deepCopy();
    none.putArray("legs");
    assertThatThrownBy(() -> wallets.rpc().call("intent_typedData", Map.of("basket", none)))
        .isInstanceOfSatisfying(
            RpcException.class, fault -> assertThat(fault.problem()).contains("basket.legs"));
    String signature = wallets.sign(owner, "basket", good);
    assertThatThrownBy(() ->
            wallets
                .rpc()
                .call(
                    "intent_submit",
                    Map.of("basket", good, "signature", signature, "funding", "permit2")))
        .hasMessageContaining("funding");
  }

  private static ObjectNode leg(ObjectNode basket, int index, String member, String value) {
    ObjectNode changed = basket.deepCopy();
    ((ObjectNode) changed.path("legs").get(index)).put(member, value);
    return changed;
  }

  private static void refused(
      TestWallets wallets, LocalSigner owner, ObjectNode basket, String reason, String field) {
    assertThatThrownBy(() ->
            wallets
                .rpc()
                .call(
                    "intent_submit",
                    Map.of("basket", basket, "signature", wallets.sign(owner, "basket", basket))))
        .isInstanceOfSatisfying(
            RpcException.class,
            fault -> {
              assertThat(fault.reason()).as(field).isEqualTo(reason);
              assertThat(Objects.requireNonNull(fault.data()).path("field").asString())
                  .isEqualTo(field);
            });
  }

  /** A WETH for a third of it in WBTC, some DAI and the rest in USDC. */
  private static ObjectNode basket(SharedWorld.Devnet devnet, LocalSigner owner) {
    TestWallets wallets = devnet.wallets();
    ObjectNode basket =
        JsonMapper.shared()
            .createObjectNode()
            .put("owner", owner.address().toString())
            .put("receiver", owner.address().toString())
            .put("quoteToken", wallets.token("USDC"))
            .put("quotePerUnit", wallets.wei("USDC", "320").toString())
            .put("units", Integer.toString(UNITS))
            .put("validFrom", "0")
            .put("validTo", Long.toString(System.currentTimeMillis() / 1_000 + 600))
            .put("nonce", "77")
            .put("appData", "0x" + "00".repeat(32));
    for (String[] leg : legs(wallets)) {
      basket
          .withArray("legs")
          .addObject()
          .put("token", leg[0])
          .put("id", "0")
          .put("amount", leg[1]);
    }
    return basket;
  }

  private static List<String[]> legs(TestWallets wallets) {
    return List.of(
        new String[] {wallets.token("WETH"), wallets.wei("WETH", "-0.3").toString()},
        new String[] {wallets.token("WBTC"), wallets.wei("WBTC", "0.005").toString()},
        new String[] {wallets.token("DAI"), wallets.wei("DAI", "100").toString()});
  }

  private static LocalSigner owner(SharedWorld.Devnet devnet, String role) {
    TestWallets wallets = devnet.wallets();
    BigInteger wei = wallets.wei("WETH", "2");
    LocalSigner owner = devnet.newcomer(DevKeys.signer(role), wallets.get(0), "WETH", wei);
    Deployment deployment = devnet.world().deployment();
    devnet.send(owner, deployment.token("WETH").address(), Erc20.approve(deployment.hub(), wei));
    return owner;
  }

  private static BigInteger balance(SharedWorld.Devnet devnet, String symbol, LocalSigner owner) {
    Address token = devnet.world().deployment().token(symbol).address();
    Bytes answer = devnet.read(token, Erc20.balanceOf(owner.address()));
    return new BigInteger(1, answer.bytes());
  }

  private static JsonNode run(SharedWorld.Devnet devnet) throws IOException, InterruptedException {
    TestWallets wallets = devnet.wallets();
    List<String> command =
        new ArrayList<>(
            List.of(
                "node",
                SCRIPT.toString(),
                "--relay=" + devnet.world().relayUrl(),
                "--settlement=" + wallets.settlement(),
                "--quote-token=" + wallets.token("USDC"),
                "--quote-per-unit=" + wallets.wei("USDC", "320"),
                "--units=" + UNITS));
    legs(wallets).forEach(leg -> command.add("--leg=" + leg[0] + ":" + leg[1]));
    String output = output(devnet, command);
    return JsonMapper.shared().readTree(output);
  }

  private static void secondVerifierAgrees(SharedWorld.Devnet devnet, String batch)
      throws IOException, InterruptedException {
    Deployment deployment = devnet.world().deployment();
    List<String> lines =
        devnet
            .wallets()
            .rpc()
            .call("batch_transcript", Map.of("batch", batch))
            .path("lines")
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    assertThat(lines).anyMatch(line -> line.contains("\"type\":\"basket\""));
    Path file = Files.write(devnet.directory().resolve("basket.jsonl"), lines);
    String output =
        output(
            devnet,
            List.of(
                "node",
                HOME.resolve("auction/verifier/target/js/src/cli.js").toString(),
                "--json",
                "--rpc=" + devnet.world().chain().url(),
                "--settlement=" + deployment.settlement(),
                "--native-token=" + deployment.nativeToken(),
                "--receipt-signer=" + DevKeys.signer("receipt").address(),
                "--v2-factory=" + deployment.uniswapV2().factory(),
                "--v3-factory=" + deployment.uniswapV3().factory(),
                file.toString()));
    assertThat(JsonMapper.shared().readTree(output).path("verdict").asString()).isEqualTo("agrees");
  }

  private static String output(SharedWorld.Devnet devnet, List<String> command)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(devnet.directory(), "basket", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("FAIRLEAD_WALLET_KEY", DevKeys.key(ROLE).toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String output = Files.readString(log);
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
