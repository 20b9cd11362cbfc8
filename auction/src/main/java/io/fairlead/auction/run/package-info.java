/** Runs one auction from a fixed batch to its settlement, through ports. */
package io.fairlead.auction.run;
