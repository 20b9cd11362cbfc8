/** Judges solvers' answers: valid with which score, or refused with which reason. */
package io.fairlead.auction.judge;
