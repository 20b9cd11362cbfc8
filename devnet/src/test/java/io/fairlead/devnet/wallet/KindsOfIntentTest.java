package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Permit2;
import io.fairlead.contracts.typeddata.TypedDataEncoder;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.deploy.Erc20;
import io.fairlead.devnet.rpc.RpcException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Every kind of funding, signature, lane and payment, from the quote to the settlement. */
@ExtendWith(SharedWorld.class)
final class KindsOfIntentTest {
  /** ERC-1271: accepts signatures whose first byte is 42. */
  private static final Bytes ACCOUNT =
      Bytes.parse("0x6064355f1a602a147f1626ba7e" + "00".repeat(28) + "025f5260205ff3");

  private static final Bytes REVERTS = Bytes.parse("0x60006000fd");

  @Test
  void fundedByPermit2(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = devnet.owner("permit2 wallet", "USDC", Permit2.ADDRESS);
    ObjectNode intent =
        wallets.quote(owner, "USDC", wallets.token("WETH"), "500", Map.of("funding", "permit2"));
    ObjectNode request = JsonMapper.shared().createObjectNode().put("funding", "permit2");
    request.set("intent", intent);
    ObjectNode document = (ObjectNode) wallets.rpc().call("intent_typedData", request);
    assertThat(document.path("primaryType").asString()).isEqualTo("PermitWitnessTransferFrom");
    String signature = owner.sign(TypedDataEncoder.digest(document)).toString();
    assertThatThrownBy(() -> wallets.submit(intent, signature, Map.of()))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("signature");
    wallets.settled(wallets.submit(intent, signature, Map.of("funding", "permit2")));
  }

  @Test
  void fundedByAPermitOfTheToken(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = DevKeys.signer("wallet without approval");
    BigInteger wei = wallets.wei("USDC", "500");
    devnet.newcomer(owner, wallets.get(0), "USDC", wei);
    ObjectNode intent = wallets.quote(owner, "USDC", "WETH", "500");
    String signature = wallets.sign(owner, "intent", intent);
    assertThatThrownBy(() -> wallets.submit(intent, signature, Map.of()))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo("insufficientAllowance"));
    String deadline = intent.path("validTo").asString();
    Map<String, Object> permit =
        Map.of(
            "value",
            wei.toString(),
            "deadline",
            deadline,
            "signature",
            owner.sign(TypedDataEncoder.digest(permit(devnet, owner, wei, deadline))).toString());
    assertThat(allowance(devnet, owner)).isZero();
    wallets.settled(wallets.submit(intent, signature, Map.of("permit", permit)));
    assertThat(allowance(devnet, owner)).as("all of it was used").isZero();
  }

  /** The EIP-2612 document, written here as the token's own words say. */
  private static ObjectNode permit(
      SharedWorld.Devnet devnet, LocalSigner owner, BigInteger value, String deadline) {
    Address token = devnet.world().deployment().token("USDC").address();
    Bytes name = devnet.read(token, AbiFunction.of("name()").selector());
    String text =
        new String(AbiReader.read(name, AbiReader::bytes).bytes(), StandardCharsets.UTF_8);
    return (ObjectNode)
        JsonMapper.shared()
            .readTree(
                """
                {"types": {
                  "EIP712Domain": [{"name": "name", "type": "string"},
                    {"name": "version", "type": "string"}, {"name": "chainId", "type": "uint256"},
                    {"name": "verifyingContract", "type": "address"}],
                  "Permit": [{"name": "owner", "type": "address"},
                    {"name": "spender", "type": "address"}, {"name": "value", "type": "uint256"},
                    {"name": "nonce", "type": "uint256"}, {"name": "deadline", "type": "uint256"}]},
                 "primaryType": "Permit",
                 "domain": {"name": "%s", "version": "1", "chainId": 31337,
                   "verifyingContract": "%s"},
                 "message": {"owner": "%s", "spender": "%s", "value": "%s", "nonce": "0",
                   "deadline": "%s"}}\
                """
                    .formatted(
                        text,
                        token,
                        owner.address(),
                        devnet.world().deployment().hub(),
                        value,
                        deadline));
  }

  private static BigInteger allowance(SharedWorld.Devnet devnet, LocalSigner owner) {
    Bytes answer =
        devnet.read(
            devnet.world().deployment().token("USDC").address(),
            AbiFunction.of("allowance(address,address)")
                .encode(call ->
                    call.address(owner.address()).address(devnet.world().deployment().hub())));
    return new BigInteger(1, answer.bytes());
  }

  @Test
  void inTheSharedLane(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner =
        devnet.owner("shared lane wallet", "USDC", devnet.world().deployment().hub());
    ObjectNode intent =
        wallets.quote(owner, "USDC", wallets.token("WETH"), "500", Map.of("lane", "shared"));
    assertThat(new Nonce(new BigInteger(intent.path("nonce").asString())).isShared()).isTrue();
    wallets.settled(wallets.submit(owner, intent));
  }

  @Test
  void boughtInNativeCoin(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = devnet.owner("native wallet", "USDC", devnet.world().deployment().hub());
    String receiver = DevKeys.signer("native receiver").address().toString();
    ObjectNode intent =
        wallets.quote(owner, "USDC", Intent.NATIVE.toString(), "500", Map.of("receiver", receiver));
    JsonNode status = wallets.settled(wallets.submit(owner, intent));
    String balance =
        devnet.world().chain().rpc().call("eth_getBalance", receiver, "latest").asString();
    assertThat(new BigInteger(balance.substring(2), 16))
        .isEqualTo(new BigInteger(status.at("/fills/0/bought").asString()));
  }

  @Test
  void signedByAnAccountWithCode(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner =
        devnet.owner("account with code", "USDC", devnet.world().deployment().hub());
    devnet.world().chain().setCode(owner.address(), ACCOUNT);
    ObjectNode intent = wallets.quote(owner, "USDC", "WETH", "500");
    assertThatThrownBy(() -> wallets.submit(intent, "0x2b01", Map.of()))
        .isInstanceOf(RpcException.class)
        .hasMessageContaining("signature");
    wallets.settled(wallets.submit(intent, "0x2a01", Map.of()));
    // Its key stays its own, as that of an account which has delegated to code.
    wallets.settled(wallets.submit(owner, wallets.quote(owner, "USDC", "WETH", "400")));
  }

  @Test
  void signedByAnAccountThatTheSettlementDeploys(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner key = DevKeys.signer("key of an account to come");
    Address usdc = devnet.world().deployment().token("USDC").address();
    Address hub = devnet.world().deployment().hub();
    Address factory = devnet.create("KeyAccountFactory", _ -> {});
    Bytes where =
        devnet.read(
            factory,
            AbiFunction.of("addressOf(address,address,address)")
                .encode(call -> call.address(key.address()).address(usdc).address(hub)));
    Address owner = AbiReader.read(where, AbiReader::address);
    devnet.send(wallets.get(0), usdc, Erc20.transfer(owner, wallets.wei("USDC", "500")));
    ObjectNode intent = wallets.quote(owner, "USDC", wallets.token("WETH"), "500", Map.of());
    Bytes inner = Bytes.of(key.sign(wallets.digest(intent, "allowance")).bytes());
    assertThatThrownBy(() -> wallets.submit(intent, inner.toString(), Map.of()))
        .hasMessageContaining("signature");
    String idle = wrapped(factory, Bytes.EMPTY, inner);
    assertThatThrownBy(() -> wallets.submit(intent, idle, Map.of()))
        .hasMessageContaining("signature");
    Bytes withoutApproval = create(key.address(), Address.ZERO, Address.ZERO);
    assertThatThrownBy(
            () -> wallets.submit(intent, wrapped(factory, withoutApproval, inner), Map.of()))
        .as("that is another account")
        .hasMessageContaining("signature");

    Bytes create = create(key.address(), usdc, hub);
    assertThat(devnet.world().chain().code(owner).size()).isZero();
    JsonNode status =
        wallets.settled(wallets.submit(intent, wrapped(factory, create, inner), Map.of()));
    assertThat(devnet.world().chain().code(owner).size()).isPositive();
    Bytes balance =
        devnet.read(devnet.world().deployment().token("WETH").address(), Erc20.balanceOf(owner));
    assertThat(new BigInteger(1, balance.bytes()))
        .isEqualTo(new BigInteger(status.at("/fills/0/bought").asString()));
  }

  private static Bytes create(Address key, Address token, Address spender) {
    return AbiFunction.of("create(address,address,address)")
        .encode(call -> call.address(key).address(token).address(spender));
  }

  private static String wrapped(Address factory, Bytes call, Bytes signature) {
    return new Erc6492(factory, call, signature).wrap().toString();
  }

  @Test
  void signedByATransaction(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = devnet.owner("pre-signing", "USDC", devnet.world().deployment().hub());
    ObjectNode intent = wallets.quote(owner, "USDC", "WETH", "500");
    assertThatThrownBy(() -> wallets.submit(intent, "0x", Map.of()))
        .hasMessageContaining("signature");
    Bytes32 hash = wallets.digest(intent, "allowance");
    Bytes presign =
        AbiFunction.of("presign(bytes32,bool)").encode(call -> call.word(hash).bool(true));
    devnet.send(owner, wallets.settlement(), presign);
    JsonNode answer = wallets.submit(intent, "0x", Map.of());
    assertThat(answer.path("intentHash").asString()).isEqualTo(hash.toString());
    wallets.settled(answer);
  }

  @Test
  void withCallsBeforeAndAfter(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner =
        devnet.owner("wallet with hooks", "USDC", devnet.world().deployment().hub());
    Address before = watcher(devnet, "0x77000000000000000000000000000000000000b0", owner);
    Address after = watcher(devnet, "0x77000000000000000000000000000000000000a0", owner);
    Address broken = Address.parse("0x77000000000000000000000000000000000000f0");
    devnet.world().chain().setCode(broken, REVERTS);
    Hooks hooks =
        new Hooks(
            List.of(
                new Hook(Hook.Phase.BEFORE, before, 200_000, Bytes.EMPTY),
                new Hook(Hook.Phase.BEFORE, broken, 50_000, Bytes.parse("0x01")),
                new Hook(Hook.Phase.AFTER, broken, 50_000, Bytes.EMPTY),
                new Hook(Hook.Phase.AFTER, after, 200_000, Bytes.EMPTY)));
    ObjectNode intent =
        wallets.quote(
            owner,
            "USDC",
            wallets.token("WETH"),
            "500",
            Map.of("appData", hooks.appData().toString()));
    String signature = wallets.sign(owner, "intent", intent);
    assertThatThrownBy(() -> wallets.submit(intent, signature, Map.of()))
        .hasMessageContaining("hooks");
    JsonNode status =
        wallets.settled(wallets.submit(intent, signature, Map.of("hooks", json(hooks))));
    assertThat(devnet.storage(before, 1)).as("called once").isOne();
    assertThat(devnet.storage(before, 0)).as("bought before").isZero();
    assertThat(devnet.storage(after, 1)).as("called once").isOne();
    assertThat(devnet.storage(after, 0))
        .as("bought after")
        .isEqualTo(new BigInteger(status.at("/fills/0/bought").asString()));
  }

  /** A contract that stores the owner's WETH in slot 0 and counts its calls in slot 1. */
  private static Address watcher(SharedWorld.Devnet devnet, String at, LocalSigner owner) {
    String weth = devnet.wallets().token("WETH").substring(2);
    String code =
        "6370a0823160e01b600052"
            + ("73" + owner.address().toString().substring(2) + "600452")
            + ("6020600060246000" + "73" + weth + "5afa50")
            + "600051600055"
            + "60015460010160015500";
    devnet.world().chain().setCode(Address.parse(at), Bytes.parse("0x" + code));
    return Address.parse(at);
  }

  private static List<Map<String, Object>> json(Hooks hooks) {
    return hooks.calls().stream()
        .map(hook ->
            Map.<String, Object>of(
                "phase",
                hook.phase() == Hook.Phase.BEFORE ? "before" : "after",
                "target",
                hook.target().toString(),
                "gasLimit",
                hook.gasLimit(),
                "data",
                hook.callData().toString()))
        .toList();
  }
}
