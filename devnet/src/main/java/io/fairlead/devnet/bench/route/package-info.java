/** {@code fairlead bench route}: how long the dual engine takes, by size and kind of network. */
@NullMarked
package io.fairlead.devnet.bench.route;

import org.jspecify.annotations.NullMarked;
