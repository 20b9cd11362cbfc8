package io.fairlead.devnet.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.chain.submit.BundleRefusedException;
import io.fairlead.chain.submit.FeeRule;
import io.fairlead.chain.submit.HttpBundleSender;
import io.fairlead.chain.submit.NonceManager;
import io.fairlead.chain.submit.RawTransactionSender;
import io.fairlead.chain.submit.SettlementSender;
import io.fairlead.chain.submit.SettlementSender.Outcome;
import io.fairlead.chain.submit.SettlementSender.Preparation;
import io.fairlead.chain.submit.SignedTransaction;
import io.fairlead.chain.submit.TransactionSigner;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.builder.BuilderServer;
import io.fairlead.devnet.chain.ChainKind;
import io.fairlead.devnet.chain.DevChain;
import io.fairlead.devnet.deploy.DevKeys;
import io.fairlead.devnet.process.FreePort;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.devnet.rpc.RpcClient;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Our submission of settlements to a running builder, which lands them on a running chain. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SubmissionDifferentialTest {
  private static final long SEED = 2_026_112_004L;
  private static final long SLOT_MILLIS = 100;
  private static final long GAS = 3_000_000;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private SettlementWorld world;
  private HeadTracker heads;
  private int senders;
  private long auction;

  // Of each test.
  private LocalSigner account;
  private NonceManager nonces;

  @BeforeAll
  void start() {
    world = SettlementWorld.start(ChainKind.ANVIL, SEED);
    heads = world.node().headTracker(Duration.ofMillis(20));
    heads.start();
  }

  @AfterAll
  void stop() {
    heads.close();
    world.close();
  }

  @BeforeEach
  void newAccount() {
    account = world.test().rich("submission " + ++senders);
    nonces = new NonceManager(account.address(), world.node().accounts(), List.of());
  }

  private BuilderServer builder(long slotMillis) {
    return BuilderServer.start(
        world.test().chain().url(), 0, slotMillis, () -> Instant.parse("2026-01-01T00:00:00Z"));
  }

  private HttpBundleSender bundles(String... urls) {
    return new HttpBundleSender(
        List.of(urls).stream().map(URI::create).toList(),
        Duration.ofSeconds(10),
        DevKeys.signer("bundle identity"));
  }

  private SettlementSender sender(HttpBundleSender bundles) {
    return new SettlementSender(
        DevChain.CHAIN_ID,
        world.deployment().settlement(),
        new TransactionSigner(account),
        nonces,
        bundles,
        world.node().chain(),
        heads,
        FeeRule.USUAL);
  }

  private long head() {
    return world.test().chain().blockNumber();
  }

  private Bytes executable(Settlement settlement) {
    Award award = world.award(++auction, settlement, head() + 1_000);
    return world.call(award, settlement, SettlementWorld.auctioneer());
  }

  private Bytes expired() {
    Settlement settlement = world.next();
    Award award = world.award(++auction, settlement, head());
    return world.call(award, settlement, SettlementWorld.auctioneer());
  }

  private static SignedTransaction ready(SettlementSender sender, Bytes call) {
    assertThat(sender.prepare(call, GAS)).isInstanceOf(Preparation.Ready.class);
    return ((Preparation.Ready) sender.prepare(call, GAS)).transaction();
  }

  @Test
  void aBundleIsKnownToTheBuilderByTheHashWeReturn() {
    try (BuilderServer builder = builder(0);
        RpcClient client = new RpcClient(builder.url());
        HttpBundleSender bundles =
            bundles("http://127.0.0.1:" + FreePort.of(0, "nobody"), builder.url())) {
      SignedTransaction transaction = ready(sender(bundles), executable(world.next()));
      long block = head() + 2;
      // One builder that is not there does not keep the other from taking it.
      Bytes32 hash = bundles.send(transaction, block);
      Map<String, String> which =
          Map.of("bundleHash", hash.toString(), "blockNumber", Quantity.of(block));
      builder.slot();
      assertThat(client.call("fairlead_bundleFate", which).path("fate").asString())
          .isEqualTo("waiting");
      builder.slot();
      assertThat(client.call("fairlead_bundleFate", which).path("fate").asString())
          .isEqualTo("included");
      assertThat(world.node().chain().transaction(transaction.hash()))
          .hasValueSatisfying(mined -> assertThat(mined.block().number()).isEqualTo(block));
    }
  }

  @Test
  void whatNoBuilderTakesIsRefusedWithTheirReasons() {
    try (BuilderServer builder = builder(0);
        HttpBundleSender bundles =
            bundles("http://127.0.0.1:" + FreePort.of(0, "nobody"), builder.url())) {
      SignedTransaction transaction = ready(sender(bundles), executable(world.next()));
      long past = head();
      assertThatThrownBy(() -> bundles.send(transaction, past))
          .isInstanceOfSatisfying(
              BundleRefusedException.class,
              refused -> {
                assertThat(refused.refusals()).hasSize(2);
                assertThat(refused.refusals().getLast().reason()).contains("is past");
              })
          .hasMessageNotContaining(transaction.raw().toString());
    }
  }

  @Test
  void aSettlementLands() throws InterruptedException {
    try (BuilderServer builder = builder(SLOT_MILLIS);
        HttpBundleSender bundles = bundles(builder.url())) {
      SettlementSender sender = sender(bundles);
      for (int nonce = 0; nonce < 2; nonce++) {
        Settlement settlement = world.next();
        SignedTransaction transaction = ready(sender, executable(settlement));
        assertThat(transaction.nonce()).isEqualTo(nonce);
        MinedTransaction mined = mined(sender.submit(transaction, head() + 100, PATIENCE));
        assertThat(mined.succeeded()).isTrue();
        assertThat(world.node().settlement(world.deployment().settlement()).executions(mined))
            .singleElement()
            .satisfies(executed -> {
              assertThat(executed.auctionId()).isEqualTo(auction);
              assertThat(executed.fills()).isEqualTo(world.fills(settlement));
            });
      }
    }
  }

  @Test
  void oneThatWouldRevertIsMissedAndItsNonceUsedAgain() throws InterruptedException {
    try (BuilderServer builder = builder(SLOT_MILLIS);
        HttpBundleSender bundles = bundles(builder.url())) {
      SettlementSender sender = sender(bundles);
      SignedTransaction bad = ready(sender, expired());
      assertThat(sender.submit(bad, head() + 10, PATIENCE)).isInstanceOf(Outcome.Missed.class);
      SignedTransaction good = ready(sender, executable(world.next()));
      assertThat(good.nonce()).isEqualTo(bad.nonce());
      assertThat(mined(sender.submit(good, head() + 100, PATIENCE)).succeeded()).isTrue();
    }
  }

  @Test
  void oneThatRevertsOnTheChainIsReportedSo() throws InterruptedException {
    try (BuilderServer builder = builder(SLOT_MILLIS);
        HttpBundleSender bundles = bundles(builder.url())) {
      SettlementSender sender = sender(bundles);
      SignedTransaction bad = ready(sender, expired());
      // No builder lands a bundle that reverts, but somebody may publish its transaction.
      new RawTransactionSender(world.node().rpc()).send(bad);
      assertThat(mined(sender.submit(bad, head() + 100, PATIENCE)).succeeded()).isFalse();
      assertThat(ready(sender, expired()).nonce()).isEqualTo(bad.nonce() + 1);
    }
  }

  @Test
  void oneThatLandsUnnoticedIsReportedBeforeTheNext() throws InterruptedException {
    try (BuilderServer builder = builder(0);
        HttpBundleSender bundles = bundles(builder.url())) {
      SettlementSender sender = sender(bundles);
      SignedTransaction transaction = ready(sender, executable(world.next()));
      assertThat(sender.submit(transaction, head() + 100, Duration.ofMillis(300)))
          .isInstanceOf(Outcome.Unknown.class);
      builder.slot();
      assertThat(sender.prepare(expired(), GAS))
          .isInstanceOfSatisfying(
              Preparation.Earlier.class,
              earlier -> {
                assertThat(earlier.transaction().hash()).isEqualTo(transaction.hash());
                assertThat(earlier.transaction().succeeded()).isTrue();
              });
      sender.acknowledge(transaction.hash());
      assertThat(ready(sender, expired()).nonce()).isEqualTo(transaction.nonce() + 1);
    }
  }

  @Test
  void withoutABuilderItIsMissedForThatReason() throws InterruptedException {
    try (BuilderServer unused = builder(SLOT_MILLIS);
        HttpBundleSender bundles = bundles("http://127.0.0.1:" + FreePort.of(0, "nobody"))) {
      SettlementSender sender = sender(bundles);
      SignedTransaction transaction = ready(sender, executable(world.next()));
      assertThat(sender.submit(transaction, head() + 3, PATIENCE))
          .isInstanceOfSatisfying(
              Outcome.Missed.class,
              missed -> assertThat(missed.reason()).startsWith("no builder took the bundle"));
      assertThat(unused.url()).isNotEmpty();
    }
  }

  private static MinedTransaction mined(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Mined.class);
    return ((Outcome.Mined) outcome).transaction();
  }
}
