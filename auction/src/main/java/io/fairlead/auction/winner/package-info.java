/** Decides which solutions win, and proves ties were not steered. */
package io.fairlead.auction.winner;
