/**
 * Weighted set packing: of items with a weight and resources that nobody can share, the set with
 * the largest weight. Whole numbers only, and a proof of what was not searched.
 */
package io.fairlead.auction.packing;
