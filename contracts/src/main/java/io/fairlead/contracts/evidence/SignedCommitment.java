package io.fairlead.contracts.evidence;

import io.fairlead.contracts.signature.Signature;

/** A commitment and the relay's signature over its EIP-712 digest. */
public record SignedCommitment(BatchCommitment commitment, Signature signature) {}
