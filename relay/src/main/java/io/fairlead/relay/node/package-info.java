/** Puts a node together, starts it and stops it. */
@NullMarked
package io.fairlead.relay.node;

import org.jspecify.annotations.NullMarked;
