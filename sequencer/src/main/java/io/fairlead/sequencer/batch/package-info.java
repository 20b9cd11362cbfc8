/** What a batch is and what became of it. */
package io.fairlead.sequencer.batch;
