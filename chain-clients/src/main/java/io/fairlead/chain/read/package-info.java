/** Reads of blocks, transactions, logs and contracts. */
package io.fairlead.chain.read;
