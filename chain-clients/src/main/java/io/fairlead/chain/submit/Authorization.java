package io.fairlead.chain.submit;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * An account's signed wish to run a contract's code as its own (EIP-7702). Nothing is judged here:
 * the chain skips those that do not hold and carries the transaction out all the same.
 *
 * @param chainId EIP-155 chain id, below 2^256; zero for every chain
 * @param delegate whose code is to be run; the zero address takes a delegation back
 * @param nonce the account's own, below 2^64
 * @param parity of the signature, one byte, 0 or 1 in those that hold
 * @param r below 2^256
 * @param s below 2^256
 */
public record Authorization(
    BigInteger chainId,
    Address delegate,
    BigInteger nonce,
    BigInteger parity,
    BigInteger r,
    BigInteger s) {
  /**
   * Checks the numbers' widths, which a transaction has to keep to be one.
   *
   * @throws IllegalArgumentException if one is too wide
   */
  public Authorization {
    require(chainId, 256);
    require(nonce, 64);
    require(parity, 8);
    require(r, 256);
    require(s, 256);
  }

  private static void require(BigInteger number, int bits) {
    if (number.signum() < 0 || number.bitLength() > bits) {
      throw new IllegalArgumentException("a number of an authorization is too large");
    }
  }
}
