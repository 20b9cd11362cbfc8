/** Sealed bids: commitments to solutions, and what opens them. */
package io.fairlead.auction.seal;
