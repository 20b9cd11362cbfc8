package io.fairlead.chain.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.submit.ReceiptWatcher.Outcome;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ReceiptWatcherTest {
  private static final Bytes32 HASH = Bytes32.parse("0x" + "ab".repeat(32));
  private static final Duration LIMIT = Duration.ofSeconds(20);
  private final FakeAccount chain = new FakeAccount();
  private final HeadTracker heads = new HeadTracker(chain.headers, Duration.ofMillis(5));
  private final ReceiptWatcher watcher = new ReceiptWatcher(chain, heads);

  @BeforeEach
  void start() {
    heads.start();
  }

  @AfterEach
  void stop() {
    heads.close();
  }

  private CompletableFuture<Outcome> watch(long lastBlock, int confirmations, Duration limit) {
    CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            outcome.complete(watcher.await(HASH, lastBlock, confirmations, limit));
          } catch (InterruptedException | RuntimeException e) {
            outcome.completeExceptionally(e);
          }
        });
    return outcome;
  }

  private static void stillWaits(CompletableFuture<Outcome> outcome) {
    await().during(Duration.ofMillis(100)).until(() -> !outcome.isDone());
  }

  @Test
  void seesARevertedTransactionToo() throws Exception {
    CompletableFuture<Outcome> outcome = watch(10, 1, LIMIT);
    chain.mine();
    stillWaits(outcome);
    chain.transactions.put(HASH, chain.mined(HASH, false));
    chain.mine();
    assertThat(outcome.get()).isEqualTo(new Outcome.Mined(chain.transaction(HASH).orElseThrow()));
  }

  @Test
  void missesAfterTheLastBlock() throws Exception {
    CompletableFuture<Outcome> outcome = watch(1, 1, LIMIT);
    chain.mine();
    stillWaits(outcome);
    chain.mine();
    assertThat(outcome.get()).isEqualTo(new Outcome.Missed(chain.head()));
  }

  @Test
  void waitsForConfirmationsThroughAReorganisation() throws Exception {
    CompletableFuture<Outcome> outcome = watch(10, 3, LIMIT);
    chain.mine(HASH);
    chain.mine();
    stillWaits(outcome);
    chain.headers.drop(2);
    chain.mine();
    chain.mine();
    chain.mine(HASH);
    stillWaits(outcome);
    chain.mine();
    chain.mine();
    assertThat(outcome.get()).isInstanceOf(Outcome.Mined.class);
  }

  @Test
  void saysWhenItDoesNotKnow() throws Exception {
    assertThat(watch(10, 1, Duration.ofMillis(50)).get())
        .isEqualTo(new Outcome.Unknown("the chain did not move"));
    chain.headers.down(true);
    assertThat(watch(10, 1, Duration.ofMillis(50)).get()).isEqualTo(new Outcome.Unknown("down"));
    CompletableFuture<Outcome> outcome = watch(10, 1, LIMIT);
    heads.close();
    assertThat(outcome.get()).isInstanceOf(Outcome.Unknown.class);
  }
}
