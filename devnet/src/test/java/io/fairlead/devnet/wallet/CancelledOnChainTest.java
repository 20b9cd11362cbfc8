package io.fairlead.devnet.wallet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.typeddata.Permit2;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** An intent ends when its owner cancels its nonce by a transaction, whoever does not sign it. */
@ExtendWith(SharedWorld.class)
final class CancelledOnChainTest {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** A quoted intent that asks for twice the price, so that it goes from batch to batch. */
  private static ObjectNode dear(
      SharedWorld.Devnet devnet, LocalSigner owner, Map<String, Object> more) {
    TestWallets wallets = devnet.wallets();
    ObjectNode intent = wallets.quote(owner, "USDC", wallets.token("WETH"), "500", more);
    BigInteger wanted = new BigInteger(intent.path("buyAmount").asString());
    return intent.put("buyAmount", wanted.shiftLeft(1).toString());
  }

  private static Bytes invalidation(String function, ObjectNode intent) {
    Nonce nonce = new Nonce(new BigInteger(intent.path("nonce").asString()));
    return AbiFunction.of(function + "(uint256,uint256)")
        .encode(call -> call.uint(nonce.word(), 256).uint(nonce.mask(), 256));
  }

  private static List<Long> batches(JsonNode status) {
    return status.path("batches").valueStream().map(one -> Long.parseLong(one.asString())).toList();
  }

  private static JsonNode awaitBatches(TestWallets wallets, String hash, int count) {
    Awaitility.await(hash + " in " + count + " batches")
        .atMost(LIMIT)
        .until(() -> batches(wallets.status(hash)).size() >= count);
    return wallets.status(hash);
  }

  private static JsonNode awaitCancelled(TestWallets wallets, String hash) {
    Awaitility.await(hash)
        .atMost(LIMIT)
        .until(() -> wallets.status(hash).path("status").asString().equals("cancelled"));
    JsonNode status = wallets.status(hash);
    JsonNode last = status.path("history").get(status.path("history").size() - 1);
    assertThat(last.path("event").asString()).isEqualTo("cancelled");
    assertThat(last.path("detail").asString()).isEqualTo("onChain");
    return status;
  }

  @Test
  void theNonceOfAnOpenIntent(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    Address hub = devnet.world().deployment().hub();
    LocalSigner owner = devnet.owner("cancels on chain", "USDC", hub);
    LocalSigner other = devnet.owner("cancels nothing", "USDC", hub);
    ObjectNode intent = dear(devnet, owner, Map.of());
    String hash = wallets.submit(owner, intent).path("intentHash").asString();
    String left =
        wallets.submit(other, dear(devnet, other, Map.of())).path("intentHash").asString();
    awaitBatches(wallets, hash, 1);

    devnet.send(owner, wallets.settlement(), invalidation("invalidateNonces", intent));
    JsonNode cancelled = awaitCancelled(wallets, hash);

    JsonNode still = awaitBatches(wallets, left, batches(wallets.status(left)).size() + 2);
    assertThat(still.path("status").asString()).isIn("open", "inBatch");
    assertThat(batches(wallets.status(hash))).isEqualTo(batches(cancelled));
    assertThat(batches(still).getLast()).isGreaterThan(batches(cancelled).getLast());
    // Signing it as well is no error.
    wallets.cancel(owner, hash);
    wallets.cancel(other, left);
  }

  @Test
  void theNonceOfAnIntentFundedByPermit2(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner = devnet.owner("cancels in permit2", "USDC", Permit2.ADDRESS);
    Map<String, Object> permit2 = Map.of("funding", "permit2");
    ObjectNode intent = dear(devnet, owner, permit2);
    String signature = owner.sign(wallets.digest(intent, "permit2")).toString();
    String hash = wallets.submit(intent, signature, permit2).path("intentHash").asString();
    awaitBatches(wallets, hash, 1);
    devnet.send(owner, Permit2.ADDRESS, invalidation("invalidateUnorderedNonces", intent));
    awaitCancelled(wallets, hash);
  }

  @Test
  void theNonceWhileTheNodeIsDown(SharedWorld.Devnet devnet) {
    TestWallets wallets = devnet.wallets();
    LocalSigner owner =
        devnet.owner("cancels in secret", "USDC", devnet.world().deployment().hub());
    ObjectNode intent = dear(devnet, owner, Map.of());
    String hash = wallets.submit(owner, intent).path("intentHash").asString();
    devnet.world().node().kill();
    devnet.send(owner, wallets.settlement(), invalidation("invalidateNonces", intent));
    devnet.world().restartNode();
    awaitCancelled(wallets, hash);
    devnet.world().restartNode();
    awaitCancelled(wallets, hash);
  }
}
