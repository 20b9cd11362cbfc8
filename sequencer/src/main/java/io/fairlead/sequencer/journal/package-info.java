/** The durable record of commands from which everything else is rebuilt. */
@NullMarked
package io.fairlead.sequencer.journal;

import org.jspecify.annotations.NullMarked;
