package io.fairlead.sequencer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.SequencerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

final class RocksJournalTest {
  private static final JournalHeader HEADER =
      new JournalHeader(new Domain(5, Address.ZERO), Address.ZERO);

  private final Samples samples = new Samples(1);

  @TempDir Path directory;

  /** What a test does to the stored entries behind the journal's back. */
  private interface Damage {
    void to(RocksDB db) throws RocksDBException;
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private List<JournalEntry> write(int count) {
    List<JournalEntry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(
          new JournalEntry(
              Bytes.of(samples.word().bytes()),
              i % 3 == 0 ? Bytes.EMPTY : Bytes.of(samples.word().bytes())));
    }
    try (RocksJournal journal = RocksJournal.open(directory, HEADER)) {
      journal.replay((number, entry) -> {});
      journal.append(entries.subList(0, count / 2));
      journal.append(entries.subList(count / 2, count));
      assertThat(journal.size()).isEqualTo(count);
    }
    return entries;
  }

  private List<JournalEntry> read() {
    List<JournalEntry> entries = new ArrayList<>();
    try (RocksJournal journal = RocksJournal.open(directory, HEADER)) {
      journal.replay((number, entry) -> {
        entries.add(entry);
        assertThat(number).isEqualTo(entries.size());
      });
    }
    return entries;
  }

  private void damage(Damage damage) throws RocksDBException {
    try (Options options = new Options();
        RocksDB db = RocksDB.open(options, directory.toString())) {
      damage.to(db);
    }
  }

  private void assertUnreadable(String message) {
    assertThatThrownBy(this::read)
        .isInstanceOf(SequencerException.class)
        .hasMessageContaining(message);
  }

  @Test
  void readsWhatWasWritten() {
    assertThat(read()).isEmpty();
    List<JournalEntry> entries = write(10);
    assertThat(read()).isEqualTo(entries);
    assertThat(read()).isEqualTo(entries);
  }

  @Test
  void namesAChangedEntry() throws RocksDBException {
    write(10);
    damage(db -> {
      byte[] value = db.get(key(7));
      value[5] ^= 1;
      db.put(key(7), value);
    });
    assertUnreadable("journal entry 7 is damaged");
  }

  @Test
  void namesATruncatedEntry() throws RocksDBException {
    write(10);
    damage(db -> db.put(key(10), new byte[3]));
    assertUnreadable("journal entry 10 is damaged");
  }

  @Test
  void namesAMissingEntry() throws RocksDBException {
    write(10);
    damage(db -> db.delete(key(4)));
    assertUnreadable("journal entry 4 is missing");
  }

  @Test
  void namesTheFirstOfTwoSwappedEntries() throws RocksDBException {
    write(10);
    damage(db -> {
      byte[] second = db.get(key(2));
      db.put(key(2), db.get(key(3)));
      db.put(key(3), second);
    });
    assertUnreadable("journal entry 2 is damaged");
  }

  @Test
  void namesAnEntryTheReaderRefuses() {
    write(10);
    try (RocksJournal journal = RocksJournal.open(directory, HEADER)) {
      assertThatThrownBy(() ->
              journal.replay((number, entry) -> {
                if (number == 6) {
                  throw new IllegalArgumentException("no such thing");
                }
              }))
          .isInstanceOf(SequencerException.class)
          .hasMessage("journal entry 6 is damaged: no such thing");
    }
  }

  @Test
  void refusesEntriesWithoutOrWithAnotherHeader() throws RocksDBException {
    write(4);
    damage(db -> db.put(key(0), new byte[] {'F', 'L', 'J', 99}));
    assertUnreadable("journal format 99, expected 1");
    damage(db -> db.put(key(0), "what is this".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    assertUnreadable("not a journal");
    damage(db -> db.delete(key(0)));
    assertUnreadable("has no header");
  }

  @Test
  void damageInTheMiddleOfTheLogIsNotTakenForItsEnd() throws IOException {
    write(200);
    Path log;
    try (Stream<Path> files = Files.list(directory)) {
      log =
          files
              .filter(file -> file.toString().endsWith(".log") && file.toFile().length() > 1_000)
              .findFirst()
              .orElseThrow();
    }
    byte[] bytes = Files.readAllBytes(log);
    bytes[bytes.length / 4] ^= 0x40;
    Files.write(log, bytes);
    assertUnreadable("cannot be opened");
  }
}
