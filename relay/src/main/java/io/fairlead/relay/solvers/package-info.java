/** Reaches the configured solver engines by HTTP. */
@NullMarked
package io.fairlead.relay.solvers;

import org.jspecify.annotations.NullMarked;
