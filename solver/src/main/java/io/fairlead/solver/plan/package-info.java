/** Executable plans: flows of the dual engine as exact integer swaps over several paths. */
package io.fairlead.solver.plan;
