package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Permit2;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.chain.RawTransactions;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.RpcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.node.ObjectNode;

/** Owners that have delegated to a contract by a real transaction of type 4 (EIP-7702). */
@ExtendWith(SharedWorld.class)
final class DelegatedOwnersTest {
  private static final Path SCRIPT = Path.of("src", "test", "js", "delegate.mjs").toAbsolutePath();

  /** Who signs for the delegate's code. */
  private static final LocalSigner SESSION = DevKeys.signer("session key");

  private static Bytes setKey() {
    return AbiFunction.of("setKey(address)").encode(call -> call.address(SESSION.address()));
  }

  private static Address account(SharedWorld.Devnet devnet) {
    return devnet.create(
        "KeyAccount",
        call -> call.address(Address.ZERO).address(Address.ZERO).address(Address.ZERO));
  }

  /** Delegates and sets the key, both by one transaction of the owner. */
  private static void delegate(SharedWorld.Devnet devnet, LocalSigner owner) {
    Address account = account(devnet);
    long nonce = devnet.nonce(owner.address());
    devnet.mine(
        RawTransactions.setCode(
            owner,
            nonce,
            owner.address(),
            setKey(),
            RawTransactions.authorization(owner, DevChain.CHAIN_ID, account, nonce + 1)));
    assertDelegated(devnet, owner, account);
  }

  private static void assertDelegated(
      SharedWorld.Devnet devnet, LocalSigner owner, Address account) {
    assertThat(devnet.world().chain().code(owner.address()).toString())
        .isEqualTo("0xef0100" + account.toString().substring(2));
    assertThat(Address.of(last20(devnet.read(owner.address(), AbiFunction.of("key()").selector()))))
        .isEqualTo(SESSION.address());
  }

  private static byte[] last20(Bytes word) {
    return java.util.Arrays.copyOfRange(word.bytes(), 12, 32);
  }

  @Test
  void signByTheirKeyAndByTheirCode(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = devnet.owner("delegated", "USDC", devnet.world().deployment().hub());
    delegate(devnet, owner);

    wallets.settled(wallets.submit(owner, wallets.quote(owner, "USDC", "WETH", "400")));

    ObjectNode byCode = wallets.quote(owner, "USDC", "WETH", "500");
    String stranger = DevKeys.signer("nobody").sign(wallets.digest(byCode, "allowance")).toString();
    assertThatThrownBy(() -> wallets.submit(byCode, stranger, Map.of()))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo("wrongSignature"));
    String session = SESSION.sign(wallets.digest(byCode, "allowance")).toString();
    wallets.settled(wallets.submit(byCode, session, Map.of()));
  }

  @Test
  void areFundedByPermit2OnlyAsTheirCodeSigns(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = devnet.owner("delegated with permit2", "USDC", Permit2.ADDRESS);
    delegate(devnet, owner);
    Map<String, Object> permit2 = Map.of("funding", "permit2");
    ObjectNode intent = wallets.quote(owner, "USDC", wallets.token("WETH"), "500", permit2);
    String byKey = owner.sign(wallets.digest(intent, "permit2")).toString();
    assertThatThrownBy(() -> wallets.submit(intent, byKey, permit2))
        .isInstanceOfSatisfying(
            RpcException.class, e -> assertThat(e.reason()).isEqualTo("wrongSignature"))
        .hasMessageContaining("Permit2 asks that code (ERC-1271)");
    String byCode = SESSION.sign(wallets.digest(intent, "permit2")).toString();
    wallets.settled(wallets.submit(intent, byCode, permit2));
  }

  @Test
  void delegateWithEthers(SharedWorld.Devnet devnet) throws IOException, InterruptedException {
    TestWallets wallets = devnet.wallets();
    String role = "delegated by ethers";
    LocalSigner owner = devnet.owner(role, "USDC", devnet.world().deployment().hub());
    Address account = account(devnet);
    Path log = Files.createTempFile(devnet.directory(), "delegate", ".log");
    ProcessBuilder builder =
        new ProcessBuilder(
                List.of(
                    "node",
                    SCRIPT.toString(),
                    devnet.world().chain().url(),
                    account.toString(),
                    setKey().toString()))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("FAIRLEAD_WALLET_KEY", DevKeys.key(role).toString());
    Process process = builder.start();
    try {
      assertThat(process.waitFor(90, TimeUnit.SECONDS)).as("ends in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertDelegated(devnet, owner, account);
    wallets.settled(wallets.submit(owner, wallets.quote(owner, "USDC", "WETH", "400")));
  }
}
