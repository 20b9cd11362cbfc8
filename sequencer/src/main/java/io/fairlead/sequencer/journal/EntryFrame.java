package io.fairlead.sequencer.journal;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.ByteBuffer;

/**
 * How an entry lies in storage: its content, then {@code keccak256(previous chain hash ‖ number ‖
 * content)}. An entry that was changed, moved or swapped breaks the chain at its own number.
 */
final class EntryFrame {
  private EntryFrame() {}

  /** A stored value and the chain hash at its end. */
  record Sealed(Bytes value, Bytes32 chain) {}

  /** An entry and the chain hash after it. */
  record Opened(JournalEntry entry, Bytes32 chain) {}

  static Sealed seal(Bytes32 previous, long number, JournalEntry entry) {
    byte[] content =
        new ByteWriter()
            .number(entry.command().size())
            .raw(entry.command().bytes())
            .raw(entry.evidence().bytes())
            .toByteArray();
    Bytes32 chain = chain(previous, number, content);
    return new Sealed(new ByteWriter().raw(content).word(chain).toBytes(), chain);
  }

  /**
   * Checks the chain and takes the entry out.
   *
   * @throws IllegalArgumentException if this is not what {@link #seal} made
   */
  static Opened open(Bytes32 previous, long number, byte[] value) {
    ByteReader in = new ByteReader(value);
    byte[] content = in.raw(Math.max(0, value.length - Bytes32.SIZE));
    Bytes32 chain = in.word();
    if (!chain.equals(chain(previous, number, content))) {
      throw new IllegalArgumentException("its chain hash does not match");
    }
    ByteReader parts = new ByteReader(content);
    Bytes command = Bytes.of(parts.raw(parts.count()));
    Bytes evidence = Bytes.of(parts.raw(parts.left()));
    return new Opened(new JournalEntry(command, evidence), chain);
  }

  private static Bytes32 chain(Bytes32 previous, long number, byte[] content) {
    byte[] position = ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    return Keccak.hash(previous.bytes(), position, content);
  }
}
