/** UniswapX's reactors as their npm package has them, and the orders they take. */
@NullMarked
package io.fairlead.devnet.bench.uniswapx;

import org.jspecify.annotations.NullMarked;
