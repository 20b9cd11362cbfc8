/** Paths over pools, quoted by exact simulation. */
package io.fairlead.solver.route;
