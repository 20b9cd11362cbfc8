package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;

/**
 * What a user signs: docs/protocol.md section 1. Any value of the signed widths is representable;
 * whether an intent makes sense (two tokens, a window, amounts above zero) is decided by the
 * relay's intake.
 *
 * @param owner who pays and signs
 * @param receiver who is paid
 * @param sellToken token given
 * @param buyToken token wanted
 * @param sellAmount wei of {@code sellToken}, fee included; exact for {@link Side#SELL}, a maximum
 *     for {@link Side#BUY}
 * @param buyAmount wei of {@code buyToken}; a minimum for {@link Side#SELL}, exact for {@link
 *     Side#BUY}
 * @param side which amount is exact
 * @param partiallyFillable whether it may be filled in parts, each at the limit price or better
 * @param validFrom first second (Unix, block timestamp) at which it may be filled
 * @param validTo last second at which it may be filled
 * @param nonce word (upper 248 bits) and bit (lower 8) in the owner's lane
 * @param appData free, signed, not interpreted
 */
public record Intent(
    Address owner,
    Address receiver,
    Address sellToken,
    Address buyToken,
    BigInteger sellAmount,
    BigInteger buyAmount,
    Side side,
    boolean partiallyFillable,
    long validFrom,
    long validTo,
    BigInteger nonce,
    Bytes32 appData) {

  /** Largest amount the contract can read: 2^128 - 1. */
  public static final BigInteger MAX_AMOUNT =
      BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** Largest timestamp the contract can read: 2^32 - 1. */
  public static final long MAX_TIME = 0xffff_ffffL;

  /**
   * @throws IllegalArgumentException naming the field that does not fit its signed width
   */
  public Intent {
    requireUnsigned("sellAmount", sellAmount, 128);
    requireUnsigned("buyAmount", buyAmount, 128);
    requireUnsigned("nonce", nonce, 256);
    requireTime("validFrom", validFrom);
    requireTime("validTo", validTo);
  }

  private static void requireUnsigned(String field, BigInteger value, int bits) {
    if (value.signum() < 0 || value.bitLength() > bits) {
      throw new IllegalArgumentException(field + " does not fit uint" + bits);
    }
  }

  private static void requireTime(String field, long value) {
    if (value < 0 || value > MAX_TIME) {
      throw new IllegalArgumentException(field + " does not fit uint32");
    }
  }
}
