package io.fairlead.sequencer.state;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.Signature;
import java.util.Arrays;

/** A receipt's digest and signature, one after the other: {@code hash ‖ r ‖ s ‖ v}. */
public final class Evidence {
  private static final int SIZE = Bytes32.SIZE + Signature.SIZE;

  private Evidence() {}

  static Bytes of(SignedReceipt receipt) {
    byte[] bytes = Arrays.copyOf(receipt.hash().bytes(), SIZE);
    System.arraycopy(receipt.signature().bytes(), 0, bytes, Bytes32.SIZE, Signature.SIZE);
    return Bytes.of(bytes);
  }

  /**
   * Reads the signature.
   *
   * @throws IllegalArgumentException if this is not a receipt's evidence
   */
  public static Signature signature(Bytes evidence) {
    if (evidence.size() != SIZE) {
      throw new IllegalArgumentException("a receipt's evidence has " + SIZE + " bytes");
    }
    return Signature.of(Arrays.copyOfRange(evidence.bytes(), Bytes32.SIZE, SIZE));
  }
}
