/** The deterministic state machine: commands in, events out, without clock, randomness or I/O. */
package io.fairlead.sequencer.state;
