/** Minimises the dual over log prices. */
package io.fairlead.solver.dual.solve;
