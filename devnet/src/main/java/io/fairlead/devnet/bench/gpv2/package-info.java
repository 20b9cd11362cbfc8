/** CoW Protocol's settlement contract as its npm package has it, and the orders it takes. */
@NullMarked
package io.fairlead.devnet.bench.gpv2;

import org.jspecify.annotations.NullMarked;
