/** Linear programs of a few hundred rows. */
@NullMarked
package io.fairlead.solver.batch.program;

import org.jspecify.annotations.NullMarked;
