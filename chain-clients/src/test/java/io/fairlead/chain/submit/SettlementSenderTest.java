package io.fairlead.chain.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.submit.SettlementSender.Outcome;
import io.fairlead.chain.submit.SettlementSender.Preparation;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SettlementSenderTest {
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private final FakeAccount chain = new FakeAccount();
  private final HeadTracker heads = new HeadTracker(chain.headers, Duration.ofMillis(5));
  private final NonceManager nonces = new NonceManager(FakeAccount.SENDER, chain, List.of());
  private final List<Long> offered = new CopyOnWriteArrayList<>();
  private volatile BundleSender builder =
      (transaction, block) -> {
        offered.add(block);
        return transaction.hash();
      };
  private final SettlementSender sender =
      new SettlementSender(
          31337,
          FakeAccount.SENDER,
          new TransactionSigner(LocalSigner.of(Bytes32.parse("0x" + "05".repeat(32)))),
          nonces,
          (transaction, block) -> builder.send(transaction, block),
          chain,
          heads,
          FeeRule.USUAL);

  @BeforeEach
  void start() {
    chain.mine();
    heads.start();
  }

  @AfterEach
  void stop() {
    heads.close();
  }

  private SignedTransaction prepare() {
    return switch (sender.prepare(Bytes.parse("0x12"), 100_000)) {
      case Preparation.Ready ready -> ready.transaction();
      case Preparation.Earlier earlier ->
          throw new IllegalStateException("earlier " + earlier.transaction().hash());
    };
  }

  private CompletableFuture<Outcome> submit(SignedTransaction transaction, long lastBlock) {
    return submit(transaction, lastBlock, LIMIT);
  }

  private CompletableFuture<Outcome> submit(
      SignedTransaction transaction, long lastBlock, Duration limit) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(sender.submit(transaction, lastBlock, limit));
          } catch (InterruptedException | RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome;
  }

  @Test
  void offersForEachBlockUntilItIsMined() throws Exception {
    SignedTransaction transaction = prepare();
    CompletableFuture<Outcome> outcome = submit(transaction, 10);
    await().untilAsserted(() -> assertThat(offered).containsExactly(2L));
    chain.mine();
    await().untilAsserted(() -> assertThat(offered).containsExactly(2L, 3L));
    chain.mine(transaction.hash());
    assertThat(outcome.get())
        .isEqualTo(new Outcome.Mined(chain.transaction(transaction.hash()).orElseThrow()));
    assertThat(prepare().nonce()).isEqualTo(1);
  }

  @Test
  void missesOnlyOnceTheChainIsPastTheLastBlock() throws Exception {
    SignedTransaction transaction = prepare();
    CompletableFuture<Outcome> outcome = submit(transaction, 2);
    await().untilAsserted(() -> assertThat(offered).containsExactly(2L));
    chain.mine();
    await().during(Duration.ofMillis(100)).until(() -> !outcome.isDone());
    chain.mine();
    assertThat(outcome.get()).isEqualTo(new Outcome.Missed("no builder included it"));
    assertThat(offered).containsExactly(2L);
    assertThat(prepare().nonce()).isZero();
  }

  @Test
  void triesARefusingBuilderAgain() throws Exception {
    BundleSender willing = builder;
    builder =
        (_, _) -> {
          builder = willing;
          throw new ChainException("no builder took the bundle");
        };
    SignedTransaction transaction = prepare();
    CompletableFuture<Outcome> outcome = submit(transaction, 5);
    await().untilAsserted(() -> assertThat(offered).containsExactly(2L));
    chain.mine(transaction.hash());
    assertThat(outcome.get()).isInstanceOf(Outcome.Mined.class);
  }

  @Test
  void anOvercomeRefusalIsNotWhyItIsMissed() throws Exception {
    BundleSender willing = builder;
    builder =
        (_, _) -> {
          builder = willing;
          throw new ChainException("no builder took the bundle");
        };
    CompletableFuture<Outcome> outcome = submit(prepare(), 2);
    await().untilAsserted(() -> assertThat(offered).containsExactly(2L));
    chain.mine();
    chain.mine();
    assertThat(outcome.get()).isEqualTo(new Outcome.Missed("no builder included it"));
  }

  @Test
  void survivesAnOutageOfTheNode() throws Exception {
    SignedTransaction transaction = prepare();
    chain.headers.down(true);
    CompletableFuture<Outcome> outcome = submit(transaction, 5);
    await().during(Duration.ofMillis(100)).until(() -> !outcome.isDone());
    chain.headers.down(false);
    chain.mine(transaction.hash());
    assertThat(outcome.get()).isInstanceOf(Outcome.Mined.class);
  }

  @Test
  void whatLandsAfterTheWaitIsReportedBeforeTheNextNonce() throws Exception {
    SignedTransaction late = prepare();
    assertThat(submit(late, 100, Duration.ofMillis(50)).get()).isInstanceOf(Outcome.Unknown.class);
    chain.mine(late.hash());
    assertThat(sender.prepare(Bytes.EMPTY, 1))
        .isEqualTo(new Preparation.Earlier(chain.transaction(late.hash()).orElseThrow()));
    assertThatIllegalStateException().isThrownBy(this::prepare);
    sender.acknowledge(late.hash());
    assertThat(prepare().nonce()).isEqualTo(1);
  }
}
