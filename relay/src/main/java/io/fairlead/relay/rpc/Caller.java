package io.fairlead.relay.rpc;

import java.util.Optional;

/** Who sent a call. Thread safe. */
public interface Caller {
  /**
   * Charges the sender before work is done for it.
   *
   * @param cost work units
   * @return false if the sender has used up its allowance
   */
  boolean charge(int cost);

  /** Where events can be pushed to; empty if the call came by plain HTTP. */
  Optional<EventChannel> channel();
}
