package io.fairlead.sequencer;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static io.fairlead.sequencer.Samples.hash;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.sequencer.SequencerException.Reason;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.journal.Journal;
import io.fairlead.sequencer.journal.JournalEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the thread between callers and disk promises, on a disk that does as it is told. */
final class JournalThreadTest {
  /** A journal in memory whose writes can be held up or made to fail. */
  private static final class FakeJournal implements Journal {
    final List<JournalEntry> entries = new ArrayList<>();
    final List<Integer> groups = new ArrayList<>();
    final Semaphore writes = new Semaphore(0);
    volatile boolean broken;
    volatile boolean closed;

    void freely() {
      writes.release(1_000_000);
    }

    @Override
    public void replay(Reader reader) {
      for (int i = 0; i < entries.size(); i++) {
        reader.read(i + 1, entries.get(i));
      }
    }

    @Override
    public void append(List<JournalEntry> fresh) {
      // Bounded, so that a test failing while a write is held up still ends.
      if (broken || !mayWrite()) {
        throw new SequencerException("disk full", null);
      }
      groups.add(fresh.size());
      entries.addAll(fresh);
    }

    private boolean mayWrite() {
      try {
        return writes.tryAcquire(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        return false;
      }
    }

    @Override
    public long size() {
      return entries.size();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Samples samples = new Samples(1);
  private final FakeJournal journal = new FakeJournal();

  private RocksSequencer open(SequencerConfig config) {
    journal.writes.release(journal.entries.isEmpty() ? 1 : 0);
    return RocksSequencer.over(journal, config, EIP712, SEQUENCER);
  }

  private RocksSequencer open() {
    return open(SequencerConfig.DEFAULT);
  }

  private SignedIntent intent() {
    return samples.intent(0, 1_000);
  }

  @Test
  void nothingIsToldBeforeItIsDurable() throws Exception {
    try (RocksSequencer sequencer = open()) {
      List<SequencerEvent> events = new ArrayList<>();
      sequencer.addListener(events::add);
      SignedIntent signed = intent();
      CompletableFuture<SubmitOutcome> first = sequencer.submit(signed);
      CompletableFuture<SubmitOutcome> duplicate = sequencer.submit(signed);
      Awaitility.await().until(journal.writes::hasQueuedThreads);
      assertThat(first).isNotDone();
      assertThat(sequencer.find(hash(signed))).isEmpty();
      assertThat(events).isEmpty();
      journal.freely();
      SubmitOutcome.Accepted accepted = (SubmitOutcome.Accepted) first.get(5, TimeUnit.SECONDS);
      assertThat(duplicate.get(5, TimeUnit.SECONDS))
          .isEqualTo(new SubmitOutcome.Accepted(accepted.receipt(), false));
      assertThat(sequencer.find(hash(signed))).isPresent();
      assertThat(events).hasSize(1);
      assertThat(journal.entries).hasSize(2);
    }
    assertThat(journal.closed).isTrue();
  }

  @Test
  void whatWaitsTogetherIsWrittenTogether() {
    try (RocksSequencer sequencer = open()) {
      CompletableFuture<SubmitOutcome> first = sequencer.submit(intent());
      Awaitility.await().until(journal.writes::hasQueuedThreads);
      List<CompletableFuture<SubmitOutcome>> others = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        others.add(sequencer.submit(intent()));
      }
      assertThat(sequencer.stats().journalDepth()).isEqualTo(50);
      journal.freely();
      first.join();
      others.forEach(CompletableFuture::join);
      assertThat(journal.groups).containsExactly(1, 1, 50);
      assertThat(sequencer.stats().syncs()).isEqualTo(3);
      assertThat(sequencer.stats().journalEntries()).isEqualTo(52);
    }
  }

  @Test
  void aFailedWritePromisesNothingAndEndsEverything() {
    SignedIntent kept = intent();
    SignedIntent lost = intent();
    try (RocksSequencer sequencer = open()) {
      journal.freely();
      sequencer.submit(kept).join();
      journal.broken = true;
      assertFails(sequencer.submit(lost), Reason.JOURNAL);
      journal.broken = false;
      assertFails(sequencer.submit(intent()), Reason.JOURNAL);
      assertFails(sequencer.close(samples.block(5)), Reason.JOURNAL);
      assertThat(sequencer.find(hash(lost))).isEmpty();
      assertThat(sequencer.openIntents()).isEqualTo(1);
    }
    try (RocksSequencer sequencer = open()) {
      assertThat(sequencer.find(hash(kept))).isPresent();
      assertThat(sequencer.find(hash(lost))).isEmpty();
      SubmitOutcome outcome = sequencer.submit(lost).join();
      assertThat(((SubmitOutcome.Accepted) outcome).receipt().receipt().seq()).isEqualTo(2);
    }
  }

  private static void assertFails(CompletableFuture<?> future, Reason reason) {
    assertThatThrownBy(future::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .isInstanceOfSatisfying(
            SequencerException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void intakeIsRefusedWhenTheQueueIsFullButTheNodeIsHeard() {
    try (RocksSequencer sequencer = open(new SequencerConfig(100, 1_000, 4))) {
      CompletableFuture<SubmitOutcome> writing = sequencer.submit(intent());
      Awaitility.await().until(journal.writes::hasQueuedThreads);
      List<CompletableFuture<SubmitOutcome>> waiting = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        waiting.add(sequencer.submit(intent()));
      }
      assertFails(sequencer.submit(intent()), Reason.OVERLOADED);
      assertFails(sequencer.cancel(samples.word(), Bytes.EMPTY), Reason.OVERLOADED);
      var batch = sequencer.close(samples.block(5));
      journal.freely();
      assertThat(writing.join()).isInstanceOf(SubmitOutcome.Accepted.class);
      assertThat(waiting)
          .allSatisfy(
              future -> assertThat(future.join()).isInstanceOf(SubmitOutcome.Accepted.class));
      assertThat(batch.join().orElseThrow().entries()).hasSize(5);
      assertThat(sequencer.submit(intent()).join()).isInstanceOf(SubmitOutcome.Accepted.class);
    }
  }

  @Test
  void aCommandThatDoesNotFitFailsAloneAndIsNotJournaled() {
    try (RocksSequencer sequencer = open()) {
      journal.freely();
      assertThatThrownBy(() -> sequencer.recordEnded(1, "no").join())
          .hasCauseInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> sequencer.recordReverted(-1, 0).join())
          .hasCauseInstanceOf(IllegalArgumentException.class);
      sequencer.submit(intent()).join();
      assertThat(journal.entries).hasSize(2);
      sequencer.close(samples.block(5)).join();
      sequencer.recordEnded(1, "\ud83d\ude00".repeat(5_000)).join();
      assertThat(sequencer.batch(1).orElseThrow().reason()).isEqualTo("\ud83d\ude00".repeat(500));
    }
  }

  @Test
  void aFailingListenerHarmsNobody() {
    try (RocksSequencer sequencer = open()) {
      journal.freely();
      List<SequencerEvent> events = new ArrayList<>();
      sequencer.addListener(event -> {
        throw new IllegalStateException("on purpose");
      });
      sequencer.addListener(events::add);
      sequencer.submit(intent()).join();
      sequencer.close(samples.block(5)).join();
      assertThat(events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly("Accepted", "Closed");
    }
  }

  @Test
  void limitsAreJournaledOnlyWhenTheyChange() {
    open(new SequencerConfig(100, 1, 10)).close();
    open(new SequencerConfig(100, 1, 99)).close();
    assertThat(journal.entries).hasSize(1);
    journal.freely();
    try (RocksSequencer sequencer = open(new SequencerConfig(100, 2, 10))) {
      assertThat(journal.entries).hasSize(2);
      sequencer.submit(intent()).join();
      sequencer.submit(intent()).join();
      assertThat(sequencer.submit(intent()).join()).isEqualTo(new SubmitOutcome.Full(2));
    }
  }

  @Test
  void whatWasQueuedBeforeClosingIsStillCarriedOut() {
    List<CompletableFuture<SubmitOutcome>> waiting = new ArrayList<>();
    RocksSequencer sequencer = open();
    for (int i = 0; i < 600; i++) {
      waiting.add(sequencer.submit(intent()));
    }
    journal.freely();
    sequencer.close();
    assertThat(waiting).allMatch(CompletableFuture::isDone);
    assertThat(journal.entries).hasSize(601);
    assertFails(sequencer.submit(intent()), Reason.CLOSED);
  }

  @Test
  void theTimeOfAnEmptyCloseBacksLaterReceipts() {
    try (RocksSequencer sequencer = open()) {
      journal.freely();
      assertThat(sequencer.close(samples.block(500)).join()).isEmpty();
      assertThat(journal.entries).hasSize(1);
      SubmitOutcome outcome = sequencer.submit(samples.intent(500, 1_000)).join();
      assertThat(((SubmitOutcome.Accepted) outcome).receipt().receipt().lastBatch()).isEqualTo(1);
      assertThat(sequencer.close(samples.block(499)).join()).isEmpty();
      assertThat(sequencer.close(samples.block(500)).join()).isPresent();
    }
  }
}
