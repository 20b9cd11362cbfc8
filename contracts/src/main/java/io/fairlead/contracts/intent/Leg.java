package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * What one unit of a basket moves of one asset.
 *
 * @param token an ERC-20 or an ERC-1155
 * @param id zero for an ERC-20; for an ERC-1155 its token id plus one
 * @param amount per unit: above zero to the receiver, below zero from the owner
 */
public record Leg(Address token, BigInteger id, BigInteger amount) {
  /**
   * @throws IllegalArgumentException naming the field that does not fit its signed width
   */
  public Leg {
    Widths.requireUnsigned("id", id, 256);
    Widths.requireSigned("amount", amount, 128);
  }

  /** Whether the asset is an ERC-20. */
  public boolean isErc20() {
    return id.signum() == 0;
  }
}
