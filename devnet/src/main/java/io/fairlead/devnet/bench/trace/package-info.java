/** A transaction's execution taken apart: which step of whose code cost how much. */
@NullMarked
package io.fairlead.devnet.bench.trace;

import org.jspecify.annotations.NullMarked;
