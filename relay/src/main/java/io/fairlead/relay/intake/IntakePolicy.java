package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.settlement.SettlementTerms;
import java.util.Set;

/**
 * What the node accepts.
 *
 * @param tokens tokens it trades
 * @param settlement the contract; never a receiver
 * @param terms whose shared lane it is, and the wrapped native token
 * @param maxValiditySeconds how far ahead a window may end
 * @param maxOpenPerOwner open intents of one owner
 */
public record IntakePolicy(
    Set<Address> tokens,
    Address settlement,
    SettlementTerms terms,
    long maxValiditySeconds,
    int maxOpenPerOwner) {
  /** Copies the set. */
  public IntakePolicy {
    tokens = Set.copyOf(tokens);
  }

  /** Whether a token can be bought: a traded one, or native ETH at the price of its wrapped one. */
  public boolean buys(Address token) {
    return tokens.contains(terms.listed(token));
  }

  /** Whether two tokens are cleared at one price, so that there is nothing to trade. */
  public boolean areSame(Address sellToken, Address buyToken) {
    return sellToken.equals(terms.listed(buyToken));
  }
}
