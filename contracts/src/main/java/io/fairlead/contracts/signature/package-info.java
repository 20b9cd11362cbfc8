/** Signing digests and recovering who signed them, with secp256k1. */
package io.fairlead.contracts.signature;
