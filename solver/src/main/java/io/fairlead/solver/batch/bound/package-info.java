/** The upper bound on every score, and the certificates that prove it. */
@NullMarked
package io.fairlead.solver.batch.bound;

import org.jspecify.annotations.NullMarked;
