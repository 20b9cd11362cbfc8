/** Signing the promise given for an intent, and checking a chain of promises. */
package io.fairlead.sequencer.receipt;
