/** Durable, replayable ordering of intents into batches. */
package io.fairlead.sequencer;
