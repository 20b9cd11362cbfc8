/** The solver-engine API over HTTP, and its command. */
package io.fairlead.solver.engine;
