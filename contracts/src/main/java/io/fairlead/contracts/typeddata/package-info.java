/** EIP-712: digests of what is signed, and its JSON form for wallets. */
package io.fairlead.contracts.typeddata;
