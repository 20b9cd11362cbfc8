package io.fairlead.contracts.intent;

import io.fairlead.contracts.signature.Signature;

/** An intent and its owner's signature over the EIP-712 digest. */
public record SignedIntent(Intent intent, Signature signature) {}
