/** The solver-engine API, and HTTP for it. */
package io.fairlead.solver.engine;
