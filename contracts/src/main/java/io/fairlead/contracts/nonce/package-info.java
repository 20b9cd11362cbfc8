/** How a nonce splits into a word and a bit, and whose word it is. */
package io.fairlead.contracts.nonce;
