/** Fixing every batch on chain soon after it is closed. */
@NullMarked
package io.fairlead.relay.anchoring;

import org.jspecify.annotations.NullMarked;
