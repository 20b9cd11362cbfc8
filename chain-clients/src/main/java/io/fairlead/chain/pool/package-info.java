/** Finds Uniswap pools and reads their whole state at one block. */
package io.fairlead.chain.pool;
