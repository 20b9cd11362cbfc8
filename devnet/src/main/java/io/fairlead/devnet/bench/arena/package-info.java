/** One chain on which settlement protocols fill the same orders of the same owners. */
@NullMarked
package io.fairlead.devnet.bench.arena;

import org.jspecify.annotations.NullMarked;
