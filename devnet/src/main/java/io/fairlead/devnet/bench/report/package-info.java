/** What benchmarks have in common when they tell what they measured. */
@NullMarked
package io.fairlead.devnet.bench.report;

import org.jspecify.annotations.NullMarked;
