/** Durable, replayable ordering of intents into batches. */
@NullMarked
package io.fairlead.sequencer;

import org.jspecify.annotations.NullMarked;
