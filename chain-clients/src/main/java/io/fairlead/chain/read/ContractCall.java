package io.fairlead.chain.read;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;

/** A read-only call. */
public record ContractCall(Address to, Bytes data) {}
