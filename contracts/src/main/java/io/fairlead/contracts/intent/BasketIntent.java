package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;

/**
 * Assets that move in proportion or not at all, for one net amount: docs/protocol.md section 1.3.
 *
 * @param owner who signs, and gives what legs take
 * @param receiver gets what legs give, and the net amount if it is positive
 * @param legs what one unit moves, 1 to 16
 * @param quoteToken in which the net amount is
 * @param quotePerUnit wei: what the receiver gets at least, or below zero what the owner pays at
 *     most, for each unit
 * @param units how many, uint64; 1 is all or nothing
 * @param validFrom first second (Unix, block timestamp) at which it may be filled
 * @param validTo last second at which it may be filled
 * @param nonce in the owner's lane
 * @param appData free, signed, not interpreted
 */
public record BasketIntent(
    Address owner,
    Address receiver,
    List<Leg> legs,
    Address quoteToken,
    BigInteger quotePerUnit,
    BigInteger units,
    long validFrom,
    long validTo,
    BigInteger nonce,
    Bytes32 appData) {
  /** Most legs of one basket. */
  public static final int MAX_LEGS = 16;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException naming the field that does not fit its signed width, or if the
   *     number of legs is out of range
   */
  public BasketIntent {
    legs = List.copyOf(legs);
    if (legs.isEmpty() || legs.size() > MAX_LEGS) {
      throw new IllegalArgumentException("a basket has 1 to " + MAX_LEGS + " legs");
    }
    Widths.requireSigned("quotePerUnit", quotePerUnit, 128);
    Widths.requireUnsigned("units", units, 64);
    Widths.requireTime("validFrom", validFrom);
    Widths.requireTime("validTo", validTo);
    Widths.requireUnsigned("nonce", nonce, 256);
  }
}
