/** Fills baskets leg by leg at the pools, against the quote token. */
package io.fairlead.solver.basket;
