/** From prices to trades: flows that can be carried out, and which edges are worth their cost. */
package io.fairlead.solver.dual.recover;
