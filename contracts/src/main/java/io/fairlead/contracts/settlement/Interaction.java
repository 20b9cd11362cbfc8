package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;

/** A call the settlement makes between collecting and paying out, for example a swap on a pool. */
public record Interaction(Address target, Bytes callData) {}
