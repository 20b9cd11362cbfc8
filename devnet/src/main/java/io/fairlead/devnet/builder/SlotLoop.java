package io.fairlead.devnet.builder;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds a block per slot, on a thread of its own. */
final class SlotLoop implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SlotLoop.class);

  private final BuilderNode node;
  private final BundleBook book;
  private final BlockAssembler assembler;
  private final InstantSource clock;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          task -> Thread.ofPlatform().name("slots").unstarted(task));
  private volatile boolean healthy = true;

  SlotLoop(BuilderNode node, BundleBook book, InstantSource clock) {
    this.node = node;
    this.book = book;
    this.assembler = new BlockAssembler(node);
    this.clock = clock;
  }

  void start(long slotMillis) {
    var _ =
        thread.scheduleAtFixedRate(this::slotSafely, slotMillis, slotMillis, TimeUnit.MILLISECONDS);
  }

  /** Whether the last block was built. */
  boolean healthy() {
    return healthy;
  }

  /** Builds one block. */
  void slot() {
    BuilderNode.Block head = node.latest();
    long timestamp = Math.max(head.timestamp() + 1, clock.instant().getEpochSecond());
    long block = head.number() + 1;
    List<Bundle> bundles = book.close(block);
    try {
      assembler.build(bundles, timestamp).forEach(this::decide);
    } catch (RuntimeException | Error e) {
      book.reopen(block, bundles);
      throw e;
    }
  }

  private void decide(Bundle bundle, BundleFate fate) {
    book.decide(bundle, fate);
    String reason = fate instanceof BundleFate.Dropped dropped ? dropped.reason() : "";
    log.info(
        "bundle.{} block={} bundle={} transactions={} reason={}",
        reason.isEmpty() ? "included" : "dropped",
        bundle.block(),
        bundle.hash(),
        bundle.transactions().size(),
        reason);
  }

  private void slotSafely() {
    try {
      slot();
      healthy = true;
    } catch (RuntimeException | Error e) {
      // The next slot tries again, with the same bundles unless the block was mined after all; an
      // error let through would be the end of all slots.
      healthy = false;
      log.warn("slot.failed error={}", e.toString());
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
