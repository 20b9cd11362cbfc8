/** What became of each solver's answers. */
@NullMarked
package io.fairlead.relay.solvers.statistics;

import org.jspecify.annotations.NullMarked;
