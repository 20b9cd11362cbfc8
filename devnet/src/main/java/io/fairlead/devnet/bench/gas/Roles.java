package io.fairlead.devnet.bench.gas;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.devnet.bench.trace.Frame;
import java.util.Set;

/**
 * Whose contracts take part in a settlement.
 *
 * @param own the settlement protocol's
 */
record Roles(Set<Address> own, Set<Address> tokens, Address permit2) {
  Roles {
    own = Set.copyOf(own);
    tokens = Set.copyOf(tokens);
  }

  /** Whose work a call is. */
  enum Role {
    OWN,
    TOKEN,
    PERMIT2,
    /** Whatever an unknown contract does or has others do: an exchange. */
    EXCHANGE
  }

  Role of(Frame frame) {
    if (frame.isWithin(one -> isUnknown(one.code()))) {
      return Role.EXCHANGE;
    }
    if (tokens.contains(frame.code())) {
      return Role.TOKEN;
    }
    return permit2.equals(frame.code()) ? Role.PERMIT2 : Role.OWN;
  }

  private boolean isUnknown(Address code) {
    return !own.contains(code) && !tokens.contains(code) && !permit2.equals(code);
  }
}
