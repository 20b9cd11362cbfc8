/** Gas of settlements, measured side by side on one chain. */
@NullMarked
package io.fairlead.devnet.bench.gas;

import org.jspecify.annotations.NullMarked;
