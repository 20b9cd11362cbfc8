/** What changed between two auctions, so that a solver need not be sent the rest again. */
@NullMarked
package io.fairlead.auction.engine.delta;

import org.jspecify.annotations.NullMarked;
