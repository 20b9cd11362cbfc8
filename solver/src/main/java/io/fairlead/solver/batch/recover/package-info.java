/** From prices to settlements: whole numbers that the contract executes. */
@NullMarked
package io.fairlead.solver.batch.recover;

import org.jspecify.annotations.NullMarked;
