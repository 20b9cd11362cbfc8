/** {@code fairlead verify}: replays a batch and compares it with the chain. */
@NullMarked
package io.fairlead.relay.verify;

import org.jspecify.annotations.NullMarked;
