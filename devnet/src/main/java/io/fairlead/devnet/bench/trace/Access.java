package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a transaction has touched so far. Calls that revert, and so forget it, are not known. */
final class Access {
  private final Set<Touch> touched = new HashSet<>();

  /** Sender and receiver of a transaction are touched from the start. */
  Access(Address sender, Address to) {
    touched.add(new Touch.Account(sender));
    touched.add(new Touch.Account(to));
  }

  /** Touches; whether it is the first time. */
  boolean isFirst(@Nullable Touch touch) {
    return switch (touch) {
      case null -> false;
      case Touch.Account account -> !Precompiled.is(account.address()) && touched.add(account);
      case Touch.Slot slot -> touched.add(slot);
    };
  }
}
