/** Holds elections among the solutions of one auction, and keeps the accounts of its solvers. */
package io.fairlead.auction.election;
