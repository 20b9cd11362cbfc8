/** How a nonce splits into a word and a bit of its owner's bitmap on chain. */
package io.fairlead.contracts.nonce;
