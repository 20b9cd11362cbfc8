package io.fairlead.sequencer.journal;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.sequencer.SequencerException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Options;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WALRecoveryMode;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * A journal in RocksDB: the key is the entry's number, eight bytes, big-endian; key 0 holds the
 * header. RocksDB's own lock keeps a second process out.
 */
public final class RocksJournal implements Journal {
  private static final byte[] HEADER_KEY = key(0);

  private final Path directory;
  private final Options options;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final RocksDB db;
  private Bytes32 chain;
  private long size;

  private RocksJournal(Path directory, Options options, RocksDB db, Bytes32 chain) {
    this.directory = directory;
    this.options = options;
    this.db = db;
    this.chain = chain;
  }

  /**
   * Opens the journal in {@code directory}, or starts one there.
   *
   * @throws SequencerException if it is in use, damaged, or belongs to something else
   */
  public static RocksJournal open(Path directory, JournalHeader header) {
    RocksDB.loadLibrary();
    Options options = options();
    RocksDB db = openDatabase(directory, options);
    try {
      checkHeader(db, directory, header);
      Bytes32 start = Keccak.hash(header.encode().bytes());
      return new RocksJournal(directory, options, db, start);
    } catch (RuntimeException e) {
      db.close();
      options.close();
      throw e;
    }
  }

  @Override
  public void replay(Reader reader) {
    try (ReadOptions scan =
            new ReadOptions()
                .setVerifyChecksums(true)
                .setFillCache(false)
                .setReadaheadSize(1 << 20);
        RocksIterator entries = db.newIterator(scan)) {
      for (entries.seek(key(1)); entries.isValid(); entries.next()) {
        readOne(entries.key(), entries.value(), reader);
      }
      entries.status();
    } catch (RocksDBException e) {
      throw new SequencerException("journal entry " + (size + 1) + " cannot be read", e);
    }
  }

  @Override
  public void append(List<JournalEntry> entries) {
    Bytes32 link = chain;
    long number = size;
    try (WriteBatch batch = new WriteBatch()) {
      for (JournalEntry entry : entries) {
        number++;
        EntryFrame.Sealed sealed = EntryFrame.seal(link, number, entry);
        batch.put(key(number), sealed.value().bytes());
        link = sealed.chain();
      }
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new SequencerException("the journal in " + directory + " cannot be written", e);
    }
    chain = link;
    size = number;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void close() {
    synced.close();
    db.close();
    options.close();
  }

  private void readOne(byte[] key, byte[] value, Reader reader) {
    long number = size + 1;
    if (key.length != Long.BYTES) {
      throw new SequencerException("the journal in " + directory + " holds a foreign key", null);
    }
    if (ByteBuffer.wrap(key).getLong() != number) {
      throw new SequencerException("journal entry " + number + " is missing", null);
    }
    try {
      EntryFrame.Opened opened = EntryFrame.open(chain, number, value);
      reader.read(number, opened.entry());
      chain = opened.chain();
      size = number;
    } catch (IllegalArgumentException e) {
      throw new SequencerException("journal entry " + number + " is damaged: " + e.getMessage(), e);
    }
  }

  private static Options options() {
    return new Options()
        .setCreateIfMissing(true)
        .setParanoidChecks(true)
        // A record cut off at the very end was never acknowledged; damage elsewhere must not pass.
        .setWalRecoveryMode(WALRecoveryMode.TolerateCorruptedTailRecords)
        .setMaxOpenFiles(256)
        .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
        .setKeepLogFileNum(4);
  }

  private static RocksDB openDatabase(Path directory, Options options) {
    try {
      Files.createDirectories(directory);
      return RocksDB.open(options, directory.toString());
    } catch (RocksDBException | IOException e) {
      options.close();
      throw new SequencerException(
          "the journal in " + directory + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static void checkHeader(RocksDB db, Path directory, JournalHeader header) {
    try {
      byte[] found = db.get(HEADER_KEY);
      if (found == null) {
        start(db, directory, header.encode());
        return;
      }
      header
          .difference(JournalHeader.decode(found))
          .ifPresent(difference -> {
            throw new SequencerException(
                "the journal in " + directory + " cannot be used: " + difference, null);
          });
    } catch (RocksDBException | IllegalArgumentException e) {
      throw new SequencerException(
          "the header of the journal in " + directory + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void start(RocksDB db, Path directory, Bytes header) throws RocksDBException {
    try (RocksIterator any = db.newIterator();
        WriteOptions synced = new WriteOptions().setSync(true)) {
      any.seekToFirst();
      any.status();
      if (any.isValid()) {
        throw new SequencerException("the journal in " + directory + " has no header", null);
      }
      db.put(synced, HEADER_KEY, header.bytes());
    }
  }

  private static byte[] key(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
