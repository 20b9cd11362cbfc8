/** A whole devnet: its processes, started in order and ended together. */
@NullMarked
package io.fairlead.devnet.world;

import org.jspecify.annotations.NullMarked;
