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
 * @param buyToken token wanted; {@link #NATIVE} for the chain's own coin, at the price of its
 *     wrapped token
 * @param sellAmount wei of {@code sellToken}, fee included; exact for {@link Side#SELL}, a maximum
 *     for {@link Side#BUY}
 * @param buyAmount wei of {@code buyToken}; a minimum for {@link Side#SELL}, exact for {@link
 *     Side#BUY}
 * @param side which amount is exact
 * @param partiallyFillable whether it may be filled in parts, each at the limit price or better
 * @param validFrom first second (Unix, block timestamp) at which it may be filled
 * @param validTo last second at which it may be filled
 * @param nonce in the owner's lane or in a shared one, see {@code nonce.Nonce}; Permit2's own if
 *     funded through it
 * @param appData free and signed; not interpreted unless it {@linkplain Hooks#areClaimedBy says}
 *     that there are hooks
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

  /** Stands for the chain's own coin as buy token. */
  public static final Address NATIVE = Address.parse("0xeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee");

  /**
   * Seconds before its end in which an intent of the shared lane may be filled: it cannot be
   * cancelled on chain.
   */
  public static final long SHARED_LANE_SECONDS = 1_800;

  /** Largest amount the contract can read: 2^128 - 1. */
  public static final BigInteger MAX_AMOUNT =
      BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);

  /** Largest timestamp the contract can read: 2^32 - 1. */
  public static final long MAX_TIME = 0xffff_ffffL;

  /**
   * @throws IllegalArgumentException naming the field that does not fit its signed width
   */
  public Intent {
    Widths.requireUnsigned("sellAmount", sellAmount, 128);
    Widths.requireUnsigned("buyAmount", buyAmount, 128);
    Widths.requireUnsigned("nonce", nonce, 256);
    Widths.requireTime("validFrom", validFrom);
    Widths.requireTime("validTo", validTo);
  }
}
