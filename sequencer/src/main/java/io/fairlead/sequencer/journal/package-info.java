/** The durable record of commands from which everything else is rebuilt. */
package io.fairlead.sequencer.journal;
