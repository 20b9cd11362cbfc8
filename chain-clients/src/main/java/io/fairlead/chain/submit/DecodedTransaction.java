package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed transaction taken apart; its text form shows no more than its hash.
 *
 * @param type 0 (legacy with a chain id, EIP-155), 1 (EIP-2930), 2 (EIP-1559) or 4 (EIP-7702)
 * @param chainId EIP-155 chain id
 * @param sender recovered from the signature
 * @param to called account; null creates a contract of {@code data}
 * @param value native wei
 * @param gasLimit gas units
 * @param maxFeePerGas most wei per gas paid, priority fee included; the gas price of types 0 and 1
 * @param maxPriorityFeePerGas wei per gas for the block's builder; the gas price of types 0 and 1
 * @param authorizations delegations it carries, in their order; none but in type 4
 * @param raw all of it, signature included
 */
public record DecodedTransaction(
    Bytes32 hash,
    int type,
    long chainId,
    Address sender,
    long nonce,
    @Nullable Address to,
    BigInteger value,
    Bytes data,
    long gasLimit,
    BigInteger maxFeePerGas,
    BigInteger maxPriorityFeePerGas,
    List<Authorization> authorizations,
    Bytes raw) {
  /** Copies the list. */
  public DecodedTransaction {
    authorizations = List.copyOf(authorizations);
  }

  /** Wei per gas the block's builder receives at a base fee; negative if it cannot be included. */
  public BigInteger effectiveTip(BigInteger baseFee) {
    return maxPriorityFeePerGas.min(maxFeePerGas.subtract(baseFee));
  }

  @Override
  public String toString() {
    return "DecodedTransaction[" + hash + "]";
  }
}
