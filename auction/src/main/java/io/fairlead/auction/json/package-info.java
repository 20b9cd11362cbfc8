/** Strict, bounded reading of JSON that others wrote, and its canonical form for hashing. */
package io.fairlead.auction.json;
