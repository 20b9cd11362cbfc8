package io.fairlead.devnet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.SignedCommitment;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.devnet.wallet.SharedWorld;
import io.fairlead.devnet.world.World;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** What a running node states about its batches is what it has anchored. */
@ExtendWith(SharedWorld.class)
final class AnchoredBatchesTest {
  private static final long KEPT = 1;

  private record Anchored(long state, Bytes32 root, long batch, long count) {}

  @Test
  void everyBatchIsAnchoredAsItWasStated(SharedWorld.Devnet devnet) {
    World world = devnet.world();
    String intentHash = devnet.wallets().sell(devnet.wallets().get(0), "WETH", "USDC", "0.01");
    JsonNode status = devnet.wallets().awaitFilled(intentHash);
    long newest = Long.parseLong(status.path("batches").path(0).asString());
    for (long number = 1; number <= newest; number++) {
      long batch = number;
      JsonNode stated =
          devnet
              .wallets()
              .rpc()
              .call("batch_get", Map.of("batch", Long.toString(batch)))
              .path("commitment");
      Awaitility.await("batch " + batch)
          .atMost(Duration.ofSeconds(30))
          .pollInterval(Duration.ofMillis(250))
          .until(() -> anchored(world, batch).state() == KEPT);
      assertThat(anchored(world, batch))
          .isEqualTo(
              new Anchored(
                  KEPT,
                  Bytes32.parse(stated.path("root").asString()),
                  batch,
                  Long.parseLong(stated.path("count").asString())));
      assertThat(isContradiction(world, signed(stated))).isFalse();
      assertThat(isContradiction(world, dishonest(world, stated))).isTrue();
    }
    JsonNode proof =
        devnet
            .wallets()
            .rpc()
            .call("batch_proof", Map.of("batch", Long.toString(newest), "intentHash", intentHash));
    assertThat(proof.path("included").asBoolean()).isTrue();
  }

  private static Address relay() {
    return DevKeys.signer("receipt").address();
  }

  private static Anchored anchored(World world, long batch) {
    return AbiReader.read(
        call(world, RelayCalls.anchorOf(relay(), batch)),
        answer -> {
          long state = answer.number(8);
          Bytes32 root = answer.word();
          long number = answer.number(63);
          answer.number(63);
          return new Anchored(state, root, number, answer.number(32));
        });
  }

  private static SignedCommitment signed(JsonNode stated) {
    return new SignedCommitment(
        new BatchCommitment(
            Long.parseLong(stated.path("batch").asString()),
            Bytes32.parse(stated.path("root").asString()),
            Long.parseLong(stated.path("count").asString()),
            Bytes32.parse(stated.path("previousRoot").asString())),
        Signature.parse(stated.path("signature").asString()));
  }

  /** What the relay would have said if it had counted one intent more. */
  private static SignedCommitment dishonest(World world, JsonNode stated) {
    BatchCommitment said = signed(stated).commitment();
    BatchCommitment other =
        new BatchCommitment(said.batch(), said.root(), said.count() + 1, said.previousRoot());
    LocalSigner relay = DevKeys.signer("receipt");
    Eip712 eip712 = new Eip712(new Domain(DevChain.CHAIN_ID, world.deployment().settlement()));
    return new SignedCommitment(other, relay.sign(eip712.commitmentHash(other)));
  }

  private static boolean isContradiction(World world, SignedCommitment commitment) {
    try {
      call(world, RelayCalls.proveContradiction(relay(), commitment));
      return true;
    } catch (RpcException refused) {
      return false;
    }
  }

  private static Bytes call(World world, Bytes data) {
    return Bytes.parse(
        world
            .chain()
            .rpc()
            .call(
                "eth_call",
                Map.of(
                    "to", world.deployment().relayRegistry().toString(),
                    "data", data.toString()),
                "latest")
            .asString());
  }
}
