/** What anybody may learn about batches once they have ended. */
@NullMarked
package io.fairlead.relay.batch;

import org.jspecify.annotations.NullMarked;
