package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/** What is dearer the first time a transaction needs it (EIP-2929). */
public sealed interface Touch {
  /** An account. */
  record Account(Address address) implements Touch {}

  /** A slot of an account's storage. */
  record Slot(Address address, BigInteger slot) implements Touch {}
}
