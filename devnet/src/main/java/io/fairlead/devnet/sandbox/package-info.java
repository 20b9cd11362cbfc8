/** {@code fairlead sandbox}: solvers' answers tried on recorded auctions, over HTTP. */
@NullMarked
package io.fairlead.devnet.sandbox;

import org.jspecify.annotations.NullMarked;
