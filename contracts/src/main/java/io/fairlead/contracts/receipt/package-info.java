/** What a sequencer promises, and signs, when it accepts an intent. */
package io.fairlead.contracts.receipt;
