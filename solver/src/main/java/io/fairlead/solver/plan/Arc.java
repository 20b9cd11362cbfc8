package io.fairlead.solver.plan;

/**
 * A swap of one token into another at one edge.
 *
 * @param edge index of the pool
 * @param from token that goes in
 * @param to token that comes out
 * @param value of what goes in, at the dual's prices
 */
record Arc(int edge, int from, int to, double value) {
  Arc less(double cut) {
    return new Arc(edge, from, to, value - cut);
  }
}
