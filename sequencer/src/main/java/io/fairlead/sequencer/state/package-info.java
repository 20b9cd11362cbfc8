/** The deterministic state machine: commands in, events out, without clock, randomness or I/O. */
@NullMarked
package io.fairlead.sequencer.state;

import org.jspecify.annotations.NullMarked;
