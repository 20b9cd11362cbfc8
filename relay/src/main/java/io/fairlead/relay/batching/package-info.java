/** From one block to the next: what is on chain is noted, a batch is closed, auctioned, settled. */
@NullMarked
package io.fairlead.relay.batching;

import org.jspecify.annotations.NullMarked;
