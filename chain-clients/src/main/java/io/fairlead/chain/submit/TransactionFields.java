package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * An EIP-1559 transaction before it is signed; its text form leaves the data out.
 *
 * @param chainId EIP-155 chain id
 * @param to called account; null creates a contract of {@code data}
 * @param value native wei
 * @param gasLimit gas units
 * @param maxFeePerGas most wei per gas paid, priority fee included
 * @param maxPriorityFeePerGas wei per gas for the block's builder
 */
public record TransactionFields(
    long chainId,
    long nonce,
    @Nullable Address to,
    BigInteger value,
    Bytes data,
    long gasLimit,
    BigInteger maxFeePerGas,
    BigInteger maxPriorityFeePerGas) {
  /** Checks the numbers. */
  public TransactionFields {
    if (chainId < 1
        || nonce < 0
        || gasLimit < 1
        || value.signum() < 0
        || maxPriorityFeePerGas.signum() < 0
        || maxFeePerGas.compareTo(maxPriorityFeePerGas) < 0) {
      throw new IllegalArgumentException("not a possible EIP-1559 transaction");
    }
  }

  @Override
  public String toString() {
    return "TransactionFields[nonce " + nonce + ", to " + to + "]";
  }
}
