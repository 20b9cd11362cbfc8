package io.fairlead.sequencer.receipt;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.Signer;
import io.fairlead.contracts.typeddata.Eip712;

/**
 * Turns a receipt into a signed one. The digest depends on the receipt alone, so that a state
 * machine replaying its past gets the same chain whoever provides the signatures.
 */
@FunctionalInterface
public interface ReceiptSealer {
  /** Hashes and signs. */
  SignedReceipt seal(Receipt receipt);

  /** Signs with {@code signer}. */
  static ReceiptSealer signing(Eip712 eip712, Signer signer) {
    return receipt -> {
      Bytes32 hash = eip712.receiptHash(receipt);
      return new SignedReceipt(receipt, hash, signer.sign(hash));
    };
  }

  /** Attaches a signature made earlier, without checking it. */
  static ReceiptSealer replaying(Eip712 eip712, Signature signature) {
    return receipt -> new SignedReceipt(receipt, eip712.receiptHash(receipt), signature);
  }
}
