package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;

/**
 * What a packed settlement leaves to the contract it is for.
 *
 * @param auctioneer signs the award; owns the shared lanes that can be named in short
 * @param weth the wrapped native token, which native ETH is cleared as
 */
public record SettlementTerms(Address auctioneer, Address weth) {
  /** The token whose price and index count for {@code buyToken}: WETH's for native ETH. */
  public Address listed(Address buyToken) {
    return buyToken.equals(Intent.NATIVE) ? weth : buyToken;
  }
}
