/** Local development chains which mine exactly when told to. */
@NullMarked
package io.fairlead.devnet.chain;

import org.jspecify.annotations.NullMarked;
