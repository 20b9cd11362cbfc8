package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Permit2;
import io.fairlead.contracts.typeddata.TypedDataEncoder;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Every kind of funding, signature, lane and payment, from the quote to the settlement. */
@ExtendWith(SharedWorld.class)
final class KindsOfIntentTest {
  /** ERC-1271: accepts signatures whose first byte is 42. */
  private static final Bytes ACCOUNT =
      Bytes.parse("0x6064355f1a602a147f1626ba7e" + "00".repeat(28) + "025f5260205ff3");

  private static LocalSigner owner(
      SharedWorld.Devnet devnet, String role, String symbol, Address spender) {
    LocalSigner owner = DevKeys.signer(role);
    BigInteger wei = devnet.wallets().wei(symbol, "2000");
    devnet.newcomer(owner, devnet.wallets().get(0), symbol, wei);
    Address token = devnet.world().deployment().token(symbol).address();
    devnet.send(owner, token, Erc20.approve(spender, wei));
    return owner;
  }

  private static JsonNode submit(
      SharedWorld.Devnet devnet, ObjectNode intent, String signature, Map<String, Object> more) {
    Map<String, Object> params = new LinkedHashMap<>(more);
    params.put("intent", intent);
    params.put("signature", signature);
    return devnet.wallets().rpc().call("intent_submit", params);
  }

  private static void settled(SharedWorld.Devnet devnet, JsonNode answer) {
    String hash = answer.path("intentHash").asString();
    JsonNode status = devnet.wallets().awaitFilled(hash);
    assertThat(status.at("/fills/0/sold").asString())
        .isEqualTo(status.at("/intent/sellAmount").asString());
  }

  @Test
  void fundedByPermit2(SharedWorld.Devnet devnet) {
    LocalSigner owner = owner(devnet, "permit2 wallet", "USDC", Permit2.ADDRESS);
    ObjectNode intent =
        devnet
            .wallets()
            .quote(
                owner,
                "USDC",
                devnet.wallets().token("WETH"),
                "500",
                Map.of("funding", "permit2"));
    ObjectNode request = JsonNodeFactory.instance.objectNode().put("funding", "permit2");
    request.set("intent", intent);
    ObjectNode document = (ObjectNode) devnet.wallets().rpc().call("intent_typedData", request);
    assertThat(document.path("primaryType").asString()).isEqualTo("PermitWitnessTransferFrom");
    String signature = owner.sign(TypedDataEncoder.digest(document)).toString();
    assertThatThrownBy(() -> submit(devnet, intent, signature, Map.of()))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("signature");
    settled(devnet, submit(devnet, intent, signature, Map.of("funding", "permit2")));
  }

  @Test
  void inTheSharedLane(SharedWorld.Devnet devnet) {
    LocalSigner owner =
        owner(devnet, "shared lane wallet", "USDC", devnet.world().deployment().hub());
    ObjectNode intent =
        devnet
            .wallets()
            .quote(owner, "USDC", devnet.wallets().token("WETH"), "500", Map.of("lane", "shared"));
    assertThat(new Nonce(new BigInteger(intent.path("nonce").asString())).isShared()).isTrue();
    settled(devnet, devnet.wallets().submit(owner, intent));
  }

  @Test
  void boughtInNativeCoin(SharedWorld.Devnet devnet) {
    LocalSigner owner =
        owner(devnet, "native wallet", "USDC", devnet.world().deployment().hub());
    String receiver = DevKeys.signer("native receiver").address().toString();
    ObjectNode intent =
        devnet
            .wallets()
            .quote(owner, "USDC", Intent.NATIVE.toString(), "500", Map.of("receiver", receiver));
    JsonNode answer = devnet.wallets().submit(owner, intent);
    settled(devnet, answer);
    JsonNode status = devnet.wallets().status(answer.path("intentHash").asString());
    String balance =
        devnet.world().chain().rpc().call("eth_getBalance", receiver, "latest").asString();
    assertThat(new BigInteger(balance.substring(2), 16))
        .isEqualTo(new BigInteger(status.at("/fills/0/bought").asString()));
  }

  @Test
  void signedByAnAccountWithCode(SharedWorld.Devnet devnet) {
    LocalSigner owner =
        owner(devnet, "account with code", "USDC", devnet.world().deployment().hub());
    devnet.world().chain().setCode(owner.address(), ACCOUNT);
    ObjectNode intent = devnet.wallets().quote(owner, "USDC", "WETH", "500");
    assertThatThrownBy(() -> submit(devnet, intent, "0x2b01", Map.of()))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("signature");
    settled(devnet, submit(devnet, intent, "0x2a01", Map.of()));
    // Its key stays its own, as that of an account which has delegated to code.
    settled(
        devnet,
        devnet.wallets().submit(owner, devnet.wallets().quote(owner, "USDC", "WETH", "400")));
  }
}
