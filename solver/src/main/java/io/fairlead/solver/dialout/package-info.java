/** A solver that connects to a node, which then need not reach it. */
@NullMarked
package io.fairlead.solver.dialout;

import org.jspecify.annotations.NullMarked;
