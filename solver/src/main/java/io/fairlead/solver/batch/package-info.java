/** Clears all orders and all pools of an auction together, at one price per token. */
@NullMarked
package io.fairlead.solver.batch;

import org.jspecify.annotations.NullMarked;
