package io.fairlead.relay.anchoring;

import io.fairlead.chain.EthereumNode;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.SequencerListener;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.evidence.BatchEvidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Anchors every batch, in order, soon after it is closed. What the chain says is where it goes on,
 * so that a crash, a failure or a reorganisation loses nothing: a batch passed over would count as
 * empty, and every receipt for it as broken. The same thread answers accusations, because one
 * account's transactions come one after the other.
 */
public final class Anchoring implements SequencerListener, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Anchoring.class);

  /** Most anchors under way at once. */
  public static final int AT_ONCE = 16;

  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Sequencer sequencer;
  private final AnchorChain chain;
  private final Defence defence;
  private final long first;
  private final Semaphore work = new Semaphore(1);
  private final Thread thread;
  private volatile boolean closed;

  /**
   * Anchors batches of {@code sequencer}, and answers by {@code defence}.
   *
   * @param first where to begin if this relay has anchored nothing yet
   */
  Anchoring(Sequencer sequencer, AnchorChain chain, Defence defence, long first) {
    this.sequencer = sequencer;
    this.chain = chain;
    this.defence = defence;
    this.first = first;
    this.thread = Thread.ofVirtual().name("fairlead-anchor").unstarted(this::run);
  }

  /**
   * Starts anchoring.
   *
   * @param relay the key that signs receipts; its account pays the gas
   * @param first where to begin if this relay has anchored nothing yet
   */
  public static Anchoring start(
      Sequencer sequencer, EthereumNode chain, Address registry, Signer relay, long first) {
    RegistryChain there = new RegistryChain(chain, registry, relay);
    Anchoring anchoring = new Anchoring(sequencer, there, new Defence(sequencer, there), first);
    sequencer.addListener(anchoring);
    anchoring.thread.start();
    return anchoring;
  }

  @Override
  public void on(SequencerEvent event) {
    if (event instanceof SequencerEvent.Closed) {
      work.release();
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Anchors what is due; how many batches that was. */
  int round() {
    List<BatchCommitment> due = due(chain.newestBatch());
    if (!due.isEmpty()) {
      chain.anchor(due);
    }
    return due.size();
  }

  private List<BatchCommitment> due(long newest) {
    List<BatchCommitment> due = new ArrayList<>();
    long number = newest == 0 ? first : newest + 1;
    Optional<BatchRecord> batch = sequencer.batch(number);
    while (batch.isPresent() && due.size() < AT_ONCE) {
      due.add(BatchEvidence.commitment(batch.get().batch(), sequencer::batch));
      batch = sequencer.batch(++number);
    }
    return due;
  }

  private void run() {
    while (!closed) {
      boolean more = attempt("anchor.failed", this::round) == AT_ONCE;
      attempt("accusation.failed", defence::round);
      if (more) {
        continue;
      }
      try {
        // Also without a new batch: the last attempt may have failed, or a block left the chain.
        if (work.tryAcquire(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        // close() is the only one who does that.
        return;
      }
    }
  }

  private int attempt(String failure, IntSupplier action) {
    try {
      return action.getAsInt();
    } catch (RuntimeException e) {
      if (!closed) {
        LOG.warn("{} reason={}", failure, e.getMessage());
      }
      return 0;
    }
  }
}
