/** {@code fairlead solver}: the command. */
@NullMarked
package io.fairlead.solver.command;

import org.jspecify.annotations.NullMarked;
