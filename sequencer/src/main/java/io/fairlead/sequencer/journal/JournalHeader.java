package io.fairlead.sequencer.journal;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.typeddata.Domain;
import java.util.Optional;

/**
 * What a journal belongs to; its first entry's chain hash starts from it.
 *
 * @param domain what intents and receipts in it are signed for
 * @param receiptSigner whose receipts it holds
 */
public record JournalHeader(Domain domain, Address receiptSigner) {
  /** Version of the layout of everything in the journal. */
  public static final int FORMAT = 1;

  private static final byte[] MAGIC = {'F', 'L', 'J'};

  Bytes encode() {
    return new ByteWriter()
        .raw(MAGIC)
        .tag(FORMAT)
        .number(domain.chainId())
        .address(domain.settlement())
        .address(receiptSigner)
        .toBytes();
  }

  /**
   * Decodes.
   *
   * @throws IllegalArgumentException if this is not a header of this format
   */
  static JournalHeader decode(byte[] bytes) {
    ByteReader in = new ByteReader(bytes);
    for (byte letter : MAGIC) {
      if (in.tag() != letter) {
        throw new IllegalArgumentException("not a journal");
      }
    }
    int format = in.tag();
    if (format != FORMAT) {
      throw new IllegalArgumentException("journal format " + format + ", expected " + FORMAT);
    }
    JournalHeader header = new JournalHeader(new Domain(in.number(), in.address()), in.address());
    in.end();
    return header;
  }

  /** Says in what a journal found differs from this one; empty if in nothing. */
  Optional<String> difference(JournalHeader found) {
    if (domain.chainId() != found.domain.chainId()) {
      return Optional.of(
          "it belongs to chain " + found.domain.chainId() + ", not " + domain.chainId());
    }
    if (!domain.settlement().equals(found.domain.settlement())) {
      return Optional.of(
          "it belongs to settlement contract "
              + found.domain.settlement()
              + ", not "
              + domain.settlement());
    }
    if (!receiptSigner.equals(found.receiptSigner)) {
      return Optional.of(
          "its receipts are signed by " + found.receiptSigner + ", not " + receiptSigner);
    }
    return Optional.empty();
  }
}
