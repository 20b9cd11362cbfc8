package io.fairlead.devnet.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.SettlementEvent;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.crash.InsistentWallet.Acknowledged;
import io.fairlead.devnet.rpc.RpcClient;
import io.fairlead.devnet.rpc.RpcException;
import io.fairlead.devnet.wallet.TestWallets;
import io.fairlead.devnet.world.Settings;
import io.fairlead.devnet.world.World;
import io.fairlead.sequencer.receipt.ReceiptChain;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The node is killed again and again while wallets submit and batches settle. Nothing that was
 * acknowledged may be lost, doubled or changed; {@code -Dfairlead.seed=...} repeats a run's
 * decisions, though not its timing.
 */
final class NodeKillTest {
  private static final int KILLS = 5;
  private static final int THREADS = 3;
  private static final int WALLETS = 18;
  private static final Duration SETTLE_LIMIT = Duration.ofSeconds(90);

  @Test
  void nothingAcknowledgedIsLostOrDoubled() throws IOException, InterruptedException {
    long seed = Long.getLong("fairlead.seed", System.nanoTime());
    Path directory =
        Files.createTempDirectory(Files.createDirectories(Path.of("target", "worlds")), "kill");
    Settings settings =
        new Settings(
            ChainKind.ANVIL,
            Settings.Ports.FREE,
            1_000,
            WALLETS,
            List.of("bestpath", "matching"),
            directory);
    System.out.println("NodeKillTest -Dfairlead.seed=" + seed + " in " + directory);
    try (PrintStream console =
            new PrintStream(directory.resolve("console.log").toFile(), StandardCharsets.UTF_8);
        World world = World.start(settings, console::println);
        TestWallets reader = new TestWallets(world)) {
      RpcClient rpc = reader.rpc();
      SplittableRandom random = new SplittableRandom(seed);
      AtomicBoolean stop = new AtomicBoolean();
      List<InsistentWallet> wallets = wallets(world, random, stop);
      List<Thread> threads =
          wallets.stream().map(wallet -> Thread.ofPlatform().start(wallet)).toList();
      for (int i = 0; i < KILLS; i++) {
        Thread.sleep(random.nextLong(300, 5_000));
        world.restartNode();
      }
      Thread.sleep(2_000);
      stop.set(true);
      for (Thread thread : threads) {
        thread.join();
      }
      List<Acknowledged> all =
          wallets.stream().flatMap(wallet -> wallet.acknowledged().stream()).toList();
      console.println(
          all.size()
              + " acknowledged, "
              + wallets.stream().mapToInt(InsistentWallet::lostAnswers).sum()
              + " answers lost");
      assertThat(wallets.stream().flatMap(wallet -> wallet.problems().stream())).isEmpty();
      assertThat(all.size()).as("enough load to mean something").isGreaterThan(30);
      awaitFills(rpc, all);
      // One receipt more shows where the chain of receipts stands.
      wallets.getFirst().one(rpc);
      all = wallets.stream().flatMap(wallet -> wallet.acknowledged().stream()).toList();
      checkReceipts(world, rpc, all);
      long batches = checkBatches(rpc);
      ChainTruth truth = ChainTruth.read(world.chain().rpc(), world.deployment().settlement());
      console.println(truth.settled().size() + " settlements of " + batches + " batches");
      assertThat(truth.settled()).as("settlements").hasSizeGreaterThan(2);
      all.forEach(one -> checkFills(truth, rpc, one));
      truth.settled().keySet().stream()
          .map(id -> AuctionId.of(id).batch())
          .distinct()
          .forEach(batch -> reader.verify(Long.toString(batch)));
    }
  }

  private static List<InsistentWallet> wallets(
      World world, SplittableRandom random, AtomicBoolean stop) {
    List<InsistentWallet> wallets = new ArrayList<>();
    int each = WALLETS / THREADS;
    for (int i = 0; i < THREADS; i++) {
      wallets.add(
          new InsistentWallet(
              world.relayUrl(),
              world.deployment(),
              world.wallets().subList(i * each, (i + 1) * each),
              random.split(),
              stop));
    }
    return wallets;
  }

  private static JsonNode status(RpcClient rpc, Bytes32 hash) {
    return rpc.call("intent_status", Map.of("intentHash", hash.toString()));
  }

  private static void awaitFills(RpcClient rpc, List<Acknowledged> all) {
    List<Acknowledged> waiting = new ArrayList<>(all);
    waiting.removeIf(one -> !one.fillable());
    await("every intent with a good limit is filled")
        .atMost(SETTLE_LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> {
          waiting.removeIf(
              one -> status(rpc, one.hash()).path("status").asString().equals("filled"));
          assertThat(waiting.stream().map(Acknowledged::hash)).isEmpty();
        });
  }

  /** What wallets hold is what the node knows, and it is all there is. */
  private static void checkReceipts(World world, RpcClient rpc, List<Acknowledged> all) {
    List<SignedReceipt> receipts = new ArrayList<>();
    for (Acknowledged one : all) {
      JsonNode known = status(rpc, one.hash());
      assertThat(known.path("receipt")).as("receipt of %s", one.hash()).isEqualTo(one.receipt());
      assertThat(one.receipt().path("leaf").asString()).isEqualTo(one.hash().toString());
      receipts.add(receipt(one.receipt()));
    }
    receipts.sort(Comparator.comparingLong(signed -> signed.receipt().seq()));
    for (int i = 0; i < receipts.size(); i++) {
      assertThat(receipts.get(i).receipt().seq()).as("no gap, nothing twice").isEqualTo(i + 1);
    }
    Address signer =
        Address.parse(rpc.call("fairlead_info", Map.of()).path("receiptSigner").asString());
    Eip712 eip712 =
        new Eip712(new Domain(world.deployment().chainId(), world.deployment().settlement()));
    assertThat(new ReceiptChain(eip712, signer, SignatureRecovery.best()).verify(receipts))
        .isEmpty();
  }

  private static SignedReceipt receipt(JsonNode json) {
    return new SignedReceipt(
        new Receipt(
            Bytes32.parse(json.path("leaf").asString()),
            Long.parseLong(json.path("seq").asString()),
            Long.parseLong(json.path("firstBatch").asString()),
            Long.parseLong(json.path("lastBatch").asString()),
            Bytes32.parse(json.path("previousReceiptHash").asString())),
        Bytes32.parse(json.path("hash").asString()),
        Signature.parse(json.path("signature").asString()));
  }

  /** The chain's events are within what was signed, and the node says the same. */
  private static void checkFills(ChainTruth truth, RpcClient rpc, Acknowledged one) {
    Intent intent = one.intent();
    List<SettlementEvent.Filled> fills = truth.fillsOf(one.hash());
    BigInteger sold = sum(fills.stream().map(filled -> filled.fill().sold()).toList());
    BigInteger bought = sum(fills.stream().map(filled -> filled.fill().bought()).toList());
    BigInteger fees = sum(fills.stream().map(filled -> filled.fill().fee()).toList());
    boolean sale = intent.side() == Side.SELL;
    BigInteger filled = sale ? sold : bought;
    BigInteger signed = sale ? intent.sellAmount() : intent.buyAmount();
    if (!one.fillable()) {
      assertThat(fills).as("fills of %s", one.hash()).isEmpty();
    } else if (intent.partiallyFillable()) {
      assertThat(filled).as("filled of %s", one.hash()).isLessThanOrEqualTo(signed);
    } else if (!fills.isEmpty()) {
      assertThat(fills).as("fills of %s", one.hash()).hasSize(1);
      assertThat(filled).as("filled of %s", one.hash()).isEqualTo(signed);
    }
    JsonNode status = status(rpc, one.hash());
    if (status.path("status").asString().equals("filled")) {
      assertThat(filled).as("filled of %s", one.hash()).isEqualTo(signed);
    }
    assertThat(status.path("fills").size()).as("fills of %s", one.hash()).isEqualTo(fills.size());
    assertThat(status.path("sold").asString()).isEqualTo(sold.toString());
    assertThat(status.path("bought").asString()).isEqualTo(bought.toString());
    assertThat(status.path("fees").asString()).isEqualTo(fees.toString());
    for (JsonNode fill : status.path("fills")) {
      long batch = Long.parseLong(fill.path("batch").asString());
      assertThat(truth.settlementsOf(batch)).contains(fill.path("transactionHash").asString());
    }
  }

  private static BigInteger sum(List<BigInteger> amounts) {
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Every batch that has ended has a transcript that has ended too. Returns their number. */
  private static long checkBatches(RpcClient rpc) {
    for (long batch = 1; ; batch++) {
      JsonNode transcript;
      try {
        transcript = rpc.call("batch_transcript", Map.of("batch", Long.toString(batch)));
      } catch (RpcException e) {
        assertThat(e.reason()).isIn("batchNotEnded", "unknownBatch");
        return batch - 1;
      }
      assertThat(transcript.path("complete").asBoolean()).as("end of batch %s", batch).isTrue();
      JsonNode lines = transcript.path("lines");
      assertThat(lines.path(lines.size() - 1).asString())
          .as("last line of batch %s", batch)
          .isEqualTo("{\"type\":\"end\"}");
    }
  }
}
