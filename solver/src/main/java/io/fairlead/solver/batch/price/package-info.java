/** Prices at which nothing is left over and nothing lacks. */
@NullMarked
package io.fairlead.solver.batch.price;

import org.jspecify.annotations.NullMarked;
