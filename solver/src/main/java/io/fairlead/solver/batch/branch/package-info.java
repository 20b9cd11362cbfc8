/** Orders that are filled whole or not at all: branch and bound. */
@NullMarked
package io.fairlead.solver.batch.branch;

import org.jspecify.annotations.NullMarked;
