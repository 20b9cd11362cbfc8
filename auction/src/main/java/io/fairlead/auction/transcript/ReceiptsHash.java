package io.fairlead.auction.transcript;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.receipt.SignedReceipt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a header says of the receipts of a batch. Pure. */
public final class ReceiptsHash {
  private ReceiptsHash() {}

  /**
   * Keccak-256 of the receipts' EIP-712 hashes one after another.
   *
   * @param receipts ascending by intent hash, with null where none was kept
   */
  public static Bytes32 of(List<@Nullable SignedReceipt> receipts) {
    byte[][] hashes = new byte[receipts.size()][];
    for (int i = 0; i < hashes.length; i++) {
      SignedReceipt receipt = receipts.get(i);
      hashes[i] = (receipt == null ? Bytes32.ZERO : receipt.hash()).bytes();
    }
    return Keccak.hash(hashes);
  }
}
