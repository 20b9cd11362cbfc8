/** Ways to answer an auction, each found by its name. */
package io.fairlead.solver.strategy;
