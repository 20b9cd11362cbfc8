package io.fairlead.chain.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.contracts.primitive.BlockRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class HeadTrackerTest {
  private final FakeChain node = new FakeChain(7);
  private final Listener heard = new Listener();

  private HeadTracker tracker(Duration interval) {
    HeadTracker tracker = new HeadTracker(node, interval);
    tracker.add(heard);
    return tracker;
  }

  @Test
  void tellsEverythingMissedDuringAnOutage() {
    try (HeadTracker tracker = tracker(Duration.ofHours(1))) {
      assertThat(tracker.head()).isEmpty();
      tracker.poll();
      node.mine(3);
      node.down(true);
      tracker.poll();
      assertThat(tracker.isReachable()).isFalse();
      assertThat(heard.numbers()).containsExactly(0L);
      node.drop(1);
      node.mine(4);
      node.down(false);
      tracker.poll();
      assertThat(tracker.isReachable()).isTrue();
      assertThat(heard.told()).isEqualTo(node.blocks());
      assertThat(tracker.head()).contains(node.blocks().getLast());
    }
  }

  @Test
  void oneListenersFaultIsItsOwn() {
    HeadTracker tracker = new HeadTracker(node, Duration.ofHours(1));
    tracker.add(
        new HeadListener() {
          @Override
          public void onBlock(BlockRef block) {
            throw new IllegalStateException("broken listener");
          }

          @Override
          public void onReorg(List<BlockRef> removed) {
            throw new IllegalStateException("broken listener");
          }
        });
    tracker.add(heard);
    tracker.poll();
    node.mine(2);
    tracker.poll();
    node.drop(1);
    tracker.poll();
    assertThat(heard.told()).isEqualTo(node.blocks());
    assertThat(tracker.isReachable()).isTrue();
  }

  @Test
  void followsOnItsOwnThreadUntilClosed() {
    HeadTracker tracker = tracker(Duration.ofMillis(5));
    tracker.start();
    tracker.start();
    await().until(() -> heard.told().equals(node.blocks()));
    for (int i = 0; i < 10; i++) {
      node.mine(3);
      node.drop(1);
      await().until(() -> heard.told().equals(node.blocks()));
    }
    tracker.close();
    int told = heard.told().size();
    node.mine(1);
    tracker.start();
    await().during(Duration.ofMillis(50)).until(() -> heard.told().size() == told);
  }

  @Test
  void wakesThoseWhoWaitForAnotherHead() throws Exception {
    HeadTracker tracker = tracker(Duration.ofHours(1));
    tracker.poll();
    BlockRef first = tracker.head().orElseThrow();
    assertThat(tracker.awaitOther(null, Duration.ofHours(1))).contains(first);
    assertThat(tracker.awaitOther(first, Duration.ofMillis(20))).contains(first);
    CompletableFuture<Optional<BlockRef>> other = waiting(tracker, first);
    node.mine(1);
    tracker.poll();
    assertThat(other.get()).contains(node.blocks().getLast());
    CompletableFuture<Optional<BlockRef>> closed = waiting(tracker, node.blocks().getLast());
    tracker.close();
    assertThat(closed.get()).contains(node.blocks().getLast());
    assertThat(tracker.isClosed()).isTrue();
  }

  private static CompletableFuture<Optional<BlockRef>> waiting(
      HeadTracker tracker, BlockRef known) {
    CompletableFuture<Optional<BlockRef>> result = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try {
            result.complete(tracker.awaitOther(known, Duration.ofHours(1)));
          } catch (InterruptedException e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }
}
