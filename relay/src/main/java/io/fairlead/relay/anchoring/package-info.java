/** Fixing every batch on chain soon after it is closed, and answering accusations there. */
@NullMarked
package io.fairlead.relay.anchoring;

import org.jspecify.annotations.NullMarked;
