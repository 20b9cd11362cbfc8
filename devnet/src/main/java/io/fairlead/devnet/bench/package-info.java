/** Measurements anybody can repeat. */
@NullMarked
package io.fairlead.devnet.bench;

import org.jspecify.annotations.NullMarked;
