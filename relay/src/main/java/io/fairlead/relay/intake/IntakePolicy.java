package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import java.util.Set;

/**
 * What the node accepts.
 *
 * @param tokens tokens it trades
 * @param settlement the contract; never a receiver
 * @param maxValiditySeconds how far ahead a window may end
 * @param maxOpenPerOwner open intents of one owner
 */
public record IntakePolicy(
    Set<Address> tokens, Address settlement, long maxValiditySeconds, int maxOpenPerOwner) {
  /** Copies the set. */
  public IntakePolicy {
    tokens = Set.copyOf(tokens);
  }
}
