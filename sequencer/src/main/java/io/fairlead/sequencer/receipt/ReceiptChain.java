package io.fairlead.sequencer.receipt;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Eip712;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks that receipts form one sequencer's unbroken chain. What it reports as a fault is evidence
 * against the sequencer only for {@link FaultKind#isEvidence}; a forged receipt proves nothing.
 */
public final class ReceiptChain {
  private final Eip712 eip712;
  private final Address signer;
  private final SignatureRecovery recovery;

  /** Checks receipts of {@code signer} in the domain of {@code eip712}. */
  public ReceiptChain(Eip712 eip712, Address signer, SignatureRecovery recovery) {
    this.eip712 = eip712;
    this.signer = signer;
    this.recovery = recovery;
  }

  /** What can be wrong with a receipt. */
  public enum FaultKind {
    /** The stated digest is not the receipt's. */
    HASH(false),
    /** The signature is not the sequencer's. */
    SIGNATURE(false),
    /** The range of batches is empty or starts before batch 1. */
    RANGE(true),
    /** {@code seq} does not follow, or a first receipt names a predecessor. */
    SEQUENCE(true),
    /** {@code previousReceiptHash} is not the predecessor's digest. */
    LINK(true),
    /** An earlier first batch than the predecessor's: the sequencer went back in time. */
    BACKWARDS(true);

    private final boolean evidence;

    FaultKind(boolean evidence) {
      this.evidence = evidence;
    }

    /** Whether a correctly signed receipt with this fault incriminates its signer. */
    public boolean isEvidence() {
      return evidence;
    }
  }

  /**
   * The first thing wrong.
   *
   * @param index position in the list, from 0
   * @param seq what the receipt there says of itself
   */
  public record Fault(int index, long seq, FaultKind kind) {}

  /**
   * Checks receipts in the order given, which must be without gaps; they may start anywhere in the
   * chain. Empty if nothing is wrong.
   */
  public Optional<Fault> verify(List<SignedReceipt> receipts) {
    @Nullable SignedReceipt previous = null;
    for (int i = 0; i < receipts.size(); i++) {
      SignedReceipt current = receipts.get(i);
      FaultKind kind = fault(previous, current);
      if (kind != null) {
        return Optional.of(new Fault(i, current.receipt().seq(), kind));
      }
      previous = current;
    }
    return Optional.empty();
  }

  private @Nullable FaultKind fault(@Nullable SignedReceipt previous, SignedReceipt current) {
    Receipt receipt = current.receipt();
    Bytes32 hash = eip712.receiptHash(receipt);
    if (!hash.equals(current.hash())) {
      return FaultKind.HASH;
    }
    if (!recovery.recover(hash, current.signature()).equals(Optional.of(signer))) {
      return FaultKind.SIGNATURE;
    }
    if (receipt.firstBatch() < 1 || receipt.lastBatch() < receipt.firstBatch()) {
      return FaultKind.RANGE;
    }
    if (receipt.seq() < 1
        || (receipt.seq() == 1) != receipt.previousReceiptHash().isZero()
        || (previous != null && receipt.seq() != previous.receipt().seq() + 1)) {
      return FaultKind.SEQUENCE;
    }
    if (previous == null) {
      return null;
    }
    if (!receipt.previousReceiptHash().equals(previous.hash())) {
      return FaultKind.LINK;
    }
    return receipt.firstBatch() < previous.receipt().firstBatch() ? FaultKind.BACKWARDS : null;
  }
}
