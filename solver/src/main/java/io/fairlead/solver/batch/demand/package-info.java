/** What orders and pools want at given prices. */
@NullMarked
package io.fairlead.solver.batch.demand;

import org.jspecify.annotations.NullMarked;
