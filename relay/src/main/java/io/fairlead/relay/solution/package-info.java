/** What becomes of solutions: live for the solver that made them, public once the batch ends. */
@NullMarked
package io.fairlead.relay.solution;

import org.jspecify.annotations.NullMarked;
