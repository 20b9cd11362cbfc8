package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.signature.Signer;

/** A transaction before it is signed. */
public record Call(Signer sender, Address to, Bytes data) {}
