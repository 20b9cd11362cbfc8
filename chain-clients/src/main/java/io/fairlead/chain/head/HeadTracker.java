package io.fairlead.chain.head;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.HeaderReader;
import io.fairlead.contracts.primitive.BlockRef;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls a node for its newest block and tells listeners, on its own thread. While the node does not
 * answer nothing is told; when it is back, everything missed is. Thread safe.
 */
public final class HeadTracker implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HeadTracker.class);

  /** Most blocks announced between two polls, so that one poll stays short. */
  private static final int MAX_PER_POLL = 256;

  private final HeaderReader node;
  private final Duration interval;
  private final HeadChain chain = new HeadChain();
  private final List<HeadListener> listeners = new CopyOnWriteArrayList<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Condition closing = lock.newCondition();

  // Guarded by lock.
  private @Nullable BlockRef head;
  private boolean reachable = true;
  private boolean closed;
  private boolean polled;
  private @Nullable Thread thread;

  /**
   * A tracker that has yet to be started.
   *
   * @param interval pause between two polls
   */
  public HeadTracker(HeaderReader node, Duration interval) {
    this.node = node;
    this.interval = interval;
  }

  /** Adds a listener; it hears of what happens from now on. */
  public void add(HeadListener listener) {
    listeners.add(listener);
  }

  /** Starts polling; more calls do nothing. */
  public void start() {
    lock.lock();
    try {
      if (thread == null && !closed) {
        thread = Thread.ofPlatform().name("head-tracker").daemon().start(this::run);
      }
    } finally {
      lock.unlock();
    }
  }

  /** The newest block announced. */
  public Optional<BlockRef> head() {
    lock.lock();
    try {
      return Optional.ofNullable(head);
    } finally {
      lock.unlock();
    }
  }

  /** Whether the last poll was answered. */
  public boolean isReachable() {
    lock.lock();
    try {
      return reachable;
    } finally {
      lock.unlock();
    }
  }

  /** Whether it was closed: then nothing is told any more, and nobody waits. */
  public boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until the newest block announced is not {@code known}, at most {@code limit}.
   *
   * @return the newest block announced, perhaps still {@code known}
   * @throws InterruptedException if interrupted
   */
  public Optional<BlockRef> awaitOther(@Nullable BlockRef known, Duration limit)
      throws InterruptedException {
    long left = limit.toNanos();
    lock.lockInterruptibly();
    try {
      while ((head == null || head.equals(known)) && left > 0 && !closed) {
        left = changed.awaitNanos(left);
      }
      return Optional.ofNullable(head);
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    while (sleepBetweenPolls()) {
      poll();
    }
  }

  /** One poll; visible for tests, which drive it without the thread. */
  void poll() {
    boolean answered = true;
    try {
      chain.advance(node.latest(), node::header, MAX_PER_POLL, new Announcement());
    } catch (ChainException e) {
      answered = false;
      if (isReachable()) {
        LOG.warn("cannot follow the chain: {}", e.getMessage());
      }
    } catch (RuntimeException e) {
      answered = false;
      LOG.error("cannot follow the chain", e);
    }
    lock.lock();
    try {
      if (answered && !reachable) {
        LOG.info("following the chain again");
      }
      reachable = answered;
    } finally {
      lock.unlock();
    }
  }

  private boolean sleepBetweenPolls() {
    long left = interval.toNanos();
    lock.lock();
    try {
      // The first poll is at once; only close() wakes this up.
      while (polled && left > 0 && !closed) {
        left = closing.awaitNanos(left);
      }
      polled = true;
      return !closed;
    } catch (InterruptedException e) {
      return false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    Thread running;
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
      closing.signalAll();
      running = thread;
    } finally {
      lock.unlock();
    }
    if (running != null && !running.equals(Thread.currentThread())) {
      running.interrupt();
      try {
        running.join(TimeUnit.SECONDS.toMillis(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Tells every listener, and those who wait for another head. */
  private final class Announcement implements HeadListener {
    @Override
    public void onBlock(BlockRef block) {
      lock.lock();
      try {
        head = block;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
      listeners.forEach(listener -> tell(() -> listener.onBlock(block)));
    }

    @Override
    public void onReorg(List<BlockRef> removed) {
      LOG.info("{} blocks left the chain, from {} on", removed.size(), removed.getLast().number());
      listeners.forEach(listener -> tell(() -> listener.onReorg(removed)));
    }

    private void tell(Runnable message) {
      try {
        message.run();
      } catch (RuntimeException e) {
        // One listener's fault must not keep the others from following the chain.
        LOG.error("a head listener failed", e);
      }
    }
  }
}
