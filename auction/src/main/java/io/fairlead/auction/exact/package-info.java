/** Exact arithmetic, so that two machines never disagree about a score or a price. */
package io.fairlead.auction.exact;
