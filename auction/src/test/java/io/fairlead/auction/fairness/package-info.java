/**
 * The fairness properties that concern the auction, F4 to F8, each stated and tested in a class of
 * its own, where it can be on the whole path from bids to the settlement.
 */
package io.fairlead.auction.fairness;
