package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;

/** A signed transaction ready to be sent; its text form shows only the hash. */
public record SignedTransaction(Bytes32 hash, long nonce, Bytes raw) {
  @Override
  public String toString() {
    return "SignedTransaction[" + hash + ", nonce " + nonce + "]";
  }
}
