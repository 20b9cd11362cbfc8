/** One uniform price for the orders of a token pair, and one price vector for a batch. */
package io.fairlead.solver.clearing;
