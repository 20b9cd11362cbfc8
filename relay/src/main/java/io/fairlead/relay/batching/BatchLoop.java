package io.fairlead.relay.batching;

import io.fairlead.chain.head.HeadListener;
import io.fairlead.contracts.primitive.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the cycle on its own thread for the newest head; heads that pass while an auction runs are
 * skipped, reorganisations never. An error ends nothing: it is logged, shown as a reason for not
 * being ready, and the next head tries again.
 */
public final class BatchLoop implements HeadListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BatchLoop.class);
  private static final long RETRY_MILLIS = 1_000;
  private static final long STOP_MILLIS = 5_000;

  private final BatchCycle cycle;
  private final Thread thread;
  private final Deque<List<BlockRef>> removed = new ArrayDeque<>();
  private @Nullable BlockRef head;
  private boolean stopping;
  private volatile @Nullable String problem = "no block was seen yet";

  /** A loop that has yet to be started. */
  public BatchLoop(BatchCycle cycle) {
    this.cycle = cycle;
    this.thread = Thread.ofPlatform().name("batch-loop").unstarted(this::run);
  }

  /** Starts the thread. */
  public void start() {
    thread.start();
  }

  /** Why the last head could not be worked on; empty if it could. */
  public Optional<String> problem() {
    return Optional.ofNullable(problem);
  }

  @Override
  public synchronized void onBlock(BlockRef block) {
    head = block;
    notifyAll();
  }

  @Override
  public synchronized void onReorg(List<BlockRef> blocks) {
    LOG.warn("chain.reorg blocks={} newest={}", blocks.size(), blocks.getFirst().number());
    removed.add(List.copyOf(blocks));
  }

  @Override
  public void close() {
    synchronized (this) {
      stopping = true;
      notifyAll();
    }
    thread.interrupt();
    try {
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    BlockRef next = take(null);
    while (next != null) {
      boolean worked = work(next);
      next = take(worked ? null : next);
    }
  }

  private boolean work(BlockRef block) {
    try {
      for (List<BlockRef> blocks : reorganisations()) {
        cycle.reorganised(blocks);
      }
      cycle.head(block);
      problem = null;
      return true;
    } catch (RuntimeException | StackOverflowError e) {
      if (!isStopping()) {
        problem = "block " + block.number() + ": " + e.getClass().getSimpleName();
        LOG.error("head.failed block={} error={}", block.number(), e.toString(), e);
      }
      return false;
    }
  }

  /** Waits for a head; gives {@code again} back after a while if there is no newer one. */
  private synchronized @Nullable BlockRef take(@Nullable BlockRef again) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS);
    try {
      while (head == null && !stopping) {
        long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
        if (again != null && left <= 0) {
          return again;
        }
        wait(again == null ? 0 : Math.max(1, left));
      }
    } catch (InterruptedException e) {
      // Only close() interrupts, and has said so before.
      if (!stopping) {
        LOG.error("batch loop interrupted by somebody else, it goes on");
        return again;
      }
    }
    BlockRef next = stopping ? null : head;
    head = null;
    return next;
  }

  private synchronized List<List<BlockRef>> reorganisations() {
    List<List<BlockRef>> all = new ArrayList<>(removed);
    removed.clear();
    return all;
  }

  private synchronized boolean isStopping() {
    return stopping;
  }
}
