/** Exact solution of sparse linear systems. */
@NullMarked
package io.fairlead.solver.dual.linear;

import org.jspecify.annotations.NullMarked;
