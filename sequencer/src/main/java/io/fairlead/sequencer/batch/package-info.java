/** What a batch is and what became of it. */
@NullMarked
package io.fairlead.sequencer.batch;

import org.jspecify.annotations.NullMarked;
