package io.fairlead.solver.recall;

import java.util.List;

/**
 * Cycles that are repeated together or not at all, because they share an order that is filled
 * whole; mostly a single one.
 *
 * @param cycles at least one
 * @param worth what the owners gained by them, about, native wei per order
 */
record Part(List<Cycle> cycles, double worth) {
  Part {
    cycles = List.copyOf(cycles);
  }
}
