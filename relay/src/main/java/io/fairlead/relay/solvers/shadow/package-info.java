/** Solvers that take part, are judged and told, and cannot win. */
@NullMarked
package io.fairlead.relay.solvers.shadow;

import org.jspecify.annotations.NullMarked;
