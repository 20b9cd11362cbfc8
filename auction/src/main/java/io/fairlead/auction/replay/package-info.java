/**
 * Recorded auctions held again: with another solver, or under other rules. Nothing here asks a
 * chain, so settlements are not simulated.
 */
@NullMarked
package io.fairlead.auction.replay;

import org.jspecify.annotations.NullMarked;
