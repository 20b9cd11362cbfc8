/** Reads of the chain that a wallet needs, passed on to the node's chain node. */
@NullMarked
package io.fairlead.relay.passthrough;

import org.jspecify.annotations.NullMarked;
