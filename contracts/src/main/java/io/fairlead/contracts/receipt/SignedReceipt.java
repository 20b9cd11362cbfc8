package io.fairlead.contracts.receipt;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;

/**
 * A receipt, its EIP-712 digest and the sequencer's signature over the digest.
 *
 * @param hash the digest that the next receipt names
 */
public record SignedReceipt(Receipt receipt, Bytes32 hash, Signature signature) {}
