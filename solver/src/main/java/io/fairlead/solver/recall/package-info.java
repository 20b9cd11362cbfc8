/** What an auction leaves for the next one: a first answer before any search. */
@NullMarked
package io.fairlead.solver.recall;

import org.jspecify.annotations.NullMarked;
