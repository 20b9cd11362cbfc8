/** Fairlead's own settlement in its funding and nonce-lane variants. */
@NullMarked
package io.fairlead.devnet.bench.fairlead;

import org.jspecify.annotations.NullMarked;
