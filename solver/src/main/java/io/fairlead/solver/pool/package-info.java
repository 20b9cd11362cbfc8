/** Swap mathematics of deployed pools, in exact integers. */
package io.fairlead.solver.pool;
