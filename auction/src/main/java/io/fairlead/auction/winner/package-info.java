/**
 * Decides which solutions win, alone or together, and what they earn; proves ties were not steered.
 */
package io.fairlead.auction.winner;
