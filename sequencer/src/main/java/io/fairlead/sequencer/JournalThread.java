package io.fairlead.sequencer;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.sequencer.SequencerException.Reason;
import io.fairlead.sequencer.journal.CommandCodec;
import io.fairlead.sequencer.journal.Journal;
import io.fairlead.sequencer.journal.JournalEntry;
import io.fairlead.sequencer.receipt.ReceiptSealer;
import io.fairlead.sequencer.state.Command;
import io.fairlead.sequencer.state.IllegalCommandException;
import io.fairlead.sequencer.state.Outcome;
import io.fairlead.sequencer.state.SequencerState;
import io.fairlead.sequencer.state.Transition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The only thread that touches the state machine and the journal. It takes whatever is queued,
 * carries it out, writes all of it with one sync, and only then lets anybody see or hear of it. A
 * slow disk thereby makes larger groups, not a longer queue.
 *
 * <p>If a write fails, the state is ahead of the journal: nothing more is carried out, every
 * waiting and later command fails, and what was published stays what is durable.
 */
final class JournalThread {
  private static final Logger LOG = LoggerFactory.getLogger(JournalThread.class);

  /** Bounds how long the first of a group waits while receipts of the others are signed. */
  private static final int GROUP = 256;

  /** Places kept for the node's own commands, which intake must not crowd out. */
  private static final int RESERVE = 64;

  private final SequencerState state;
  private final Journal journal;
  private final ReceiptSealer sealer;
  private final Consumer<Transition> publisher;
  private final int intakeLimit;
  private final BlockingQueue<Task> queue;
  private final Object gate = new Object();
  private final Thread thread;
  private boolean closed;
  private volatile @Nullable SequencerException failure;
  private final AtomicLong syncs = new AtomicLong();
  private volatile long lastSyncNanos;
  private volatile long entries;

  /** Who waits for a command; exactly one of the methods is called, once. */
  interface Reply {
    /** The command was carried out and is durable. */
    void done(Outcome outcome);

    /** It was not, for this reason. */
    void failed(RuntimeException reason);
  }

  /** One command on its way; the last task, which stops the thread, has none. */
  private record Task(@Nullable Command command, Bytes encoded, Reply reply) {}

  private static final Task LAST =
      new Task(
          null,
          Bytes.EMPTY,
          new Reply() {
            @Override
            public void done(Outcome outcome) {}

            @Override
            public void failed(RuntimeException reason) {}
          });

  /** What came of a task, to be told after the sync. */
  private record Done(
      Task task, @Nullable Transition transition, @Nullable IllegalCommandException refusal) {}

  JournalThread(
      SequencerState state,
      Journal journal,
      ReceiptSealer sealer,
      int intakeLimit,
      Consumer<Transition> publisher) {
    this.state = state;
    this.journal = journal;
    this.sealer = sealer;
    this.publisher = publisher;
    this.intakeLimit = intakeLimit;
    this.queue = new ArrayBlockingQueue<>(intakeLimit + RESERVE + 1);
    this.entries = journal.size();
    this.thread = Thread.ofPlatform().name("fairlead-journal").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Queues a command; fails it with {@link IllegalArgumentException} if it cannot be encoded. */
  void execute(Command command, Reply reply) {
    Bytes encoded;
    try {
      encoded = CommandCodec.encode(command);
    } catch (IllegalArgumentException e) {
      reply.failed(e);
      return;
    }
    RuntimeException refusal = enqueue(new Task(command, encoded, reply));
    if (refusal != null) {
      reply.failed(refusal);
    }
  }

  private @Nullable RuntimeException enqueue(Task task) {
    boolean intake =
        task.command() instanceof Command.Submit || task.command() instanceof Command.Cancel;
    synchronized (gate) {
      if (closed) {
        return new SequencerException(Reason.CLOSED, "the sequencer is closed", null);
      }
      if (failure != null) {
        return failure;
      }
      if (queue.size() >= (intake ? intakeLimit : intakeLimit + RESERVE)) {
        return new SequencerException(Reason.OVERLOADED, "the journal's queue is full", null);
      }
      queue.add(task);
      return null;
    }
  }

  int depth() {
    return queue.size();
  }

  long syncs() {
    return syncs.get();
  }

  long lastSyncNanos() {
    return lastSyncNanos;
  }

  long entries() {
    return entries;
  }

  /** Carries out what was queued, then stops; returns when done. */
  void close() {
    if (Thread.currentThread().equals(thread)) {
      throw new IllegalStateException("the journal's thread cannot wait for itself");
    }
    synchronized (gate) {
      if (!closed) {
        closed = true;
        queue.add(LAST);
      }
    }
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

  private void run() {
    List<Task> group = new ArrayList<>(GROUP);
    boolean last = false;
    while (!last) {
      group.clear();
      try {
        group.add(queue.take());
      } catch (InterruptedException e) {
        // Nobody has a reason to interrupt this thread; close() is how it ends.
        LOG.warn("journal thread interrupted, carrying on");
        continue;
      }
      queue.drainTo(group, GROUP - 1);
      last = group.getLast().command() == null;
      if (last) {
        group.removeLast();
      }
      carryOut(group);
    }
  }

  private void carryOut(List<Task> group) {
    List<Done> done = new ArrayList<>(group.size());
    SequencerException broken = failure;
    if (broken == null) {
      try {
        write(group, done);
      } catch (SequencerException e) {
        broken = fail(e);
      } catch (RuntimeException | Error e) {
        broken = fail(new SequencerException("the sequencer failed: " + e, e));
      }
    }
    if (broken != null) {
      for (Task task : group) {
        task.reply().failed(broken);
      }
      return;
    }
    for (Done each : done) {
      tell(each);
    }
  }

  private void write(List<Task> group, List<Done> done) {
    List<JournalEntry> fresh = new ArrayList<>(group.size());
    for (Task task : group) {
      Command command = task.command();
      if (command == null) {
        continue;
      }
      try {
        Transition transition = state.apply(command, sealer);
        done.add(new Done(task, transition, null));
        if (transition.changed()) {
          fresh.add(new JournalEntry(task.encoded(), transition.evidence()));
        }
      } catch (IllegalCommandException e) {
        done.add(new Done(task, null, e));
      }
    }
    if (!fresh.isEmpty()) {
      long start = System.nanoTime();
      journal.append(fresh);
      lastSyncNanos = System.nanoTime() - start;
      syncs.incrementAndGet();
      entries = journal.size();
    }
  }

  private void tell(Done done) {
    Transition transition = done.transition();
    if (transition != null) {
      publisher.accept(transition);
      done.task().reply().done(transition.outcome());
    } else if (done.refusal() != null) {
      done.task().reply().failed(done.refusal());
    }
  }

  private SequencerException fail(SequencerException e) {
    LOG.error("the sequencer stopped accepting commands", e);
    failure = e;
    return e;
  }
}
