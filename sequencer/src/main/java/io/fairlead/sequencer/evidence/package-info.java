/** What a sequencer states about its batches, and what shows whether an intent is in one. */
package io.fairlead.sequencer.evidence;
