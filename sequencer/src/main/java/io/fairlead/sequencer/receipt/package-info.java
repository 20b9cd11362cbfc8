/** Signing the promise given for an intent, and checking a chain of promises. */
@NullMarked
package io.fairlead.sequencer.receipt;

import org.jspecify.annotations.NullMarked;
