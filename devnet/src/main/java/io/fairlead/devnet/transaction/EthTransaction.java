package io.fairlead.devnet.transaction;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/** A signed transaction. Its text form shows no more than its hash. */
public record EthTransaction(TransactionBody body, Address sender, Bytes32 hash, Bytes raw) {
  /** Wei per gas the block's builder receives at a base fee; negative if it cannot be included. */
  public BigInteger effectiveTip(BigInteger baseFee) {
    return body.maxTip().min(body.maxFee().subtract(baseFee));
  }

  @Override
  public String toString() {
    return "EthTransaction[" + hash + "]";
  }
}
