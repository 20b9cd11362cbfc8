package io.fairlead.devnet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionFields;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.SignedCommitment;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.devnet.wallet.SharedWorld;
import io.fairlead.devnet.world.World;
import java.math.BigInteger;
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
  private static final long REBUTTED = 2;

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
    theNodeAnswersADemand(world, status);
  }

  /** Somebody pretends not to know the batch's contents. */
  private static void theNodeAnswersADemand(World world, JsonNode status) {
    JsonNode promise = status.path("receipt");
    SignedReceipt receipt =
        new SignedReceipt(
            new Receipt(
                Bytes32.parse(promise.path("leaf").asString()),
                Long.parseLong(promise.path("seq").asString()),
                Long.parseLong(promise.path("firstBatch").asString()),
                Long.parseLong(promise.path("lastBatch").asString()),
                Bytes32.parse(promise.path("previousReceiptHash").asString())),
            Bytes32.parse(promise.path("hash").asString()),
            Signature.parse(promise.path("signature").asString()));
    LocalSigner watcher = DevKeys.signer("watcher of anchors");
    BigInteger ether = BigInteger.TEN.pow(18);
    world.chain().setBalance(watcher.address(), ether);
    SignedTransaction demand =
        new TransactionSigner(watcher)
            .sign(
                new TransactionFields(
                    DevChain.CHAIN_ID,
                    0,
                    world.deployment().relayRegistry(),
                    ether.divide(BigInteger.TEN),
                    RelayCalls.demandInclusion(relay(), receipt, intent(status.path("intent"))),
                    300_000,
                    BigInteger.valueOf(1_000_000_000_000L),
                    BigInteger.valueOf(1_000_000_000L)));
    world.chain().rpc().call("eth_sendRawTransaction", demand.raw().toString());
    Awaitility.await("the node's answer")
        .atMost(Duration.ofSeconds(40))
        .pollInterval(Duration.ofMillis(250))
        .until(() -> stage(world, receipt.hash()) == REBUTTED);
  }

  private static long stage(World world, Bytes32 receiptHash) {
    return AbiReader.read(
        call(world, RelayCalls.accusationOf(receiptHash)),
        answer -> {
          answer.address();
          answer.number(63);
          long stage = answer.number(8);
          answer.address();
          answer.uint(96);
          return stage;
        });
  }

  private static Intent intent(JsonNode json) {
    return new Intent(
        Address.parse(json.path("owner").asString()),
        Address.parse(json.path("receiver").asString()),
        Address.parse(json.path("sellToken").asString()),
        Address.parse(json.path("buyToken").asString()),
        new BigInteger(json.path("sellAmount").asString()),
        new BigInteger(json.path("buyAmount").asString()),
        json.path("side").asString().equals("sell") ? Side.SELL : Side.BUY,
        json.path("partiallyFillable").asBoolean(),
        Long.parseLong(json.path("validFrom").asString()),
        Long.parseLong(json.path("validTo").asString()),
        new BigInteger(json.path("nonce").asString()),
        Bytes32.parse(json.path("appData").asString()));
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
