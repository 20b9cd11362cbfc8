/** Ethereum transactions as bytes: reading, signing and writing the types 0, 1 and 2. */
@NullMarked
package io.fairlead.devnet.transaction;

import org.jspecify.annotations.NullMarked;
