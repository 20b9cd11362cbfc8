package io.fairlead.solver.plan;

/**
 * A swap of one token into another at one edge.
 *
 * @param edge index of the pool
 * @param from token that goes in
 * @param to token that comes out
 * @param value of what goes in, at the dual's prices
 * @param gain by how much what comes out is worth more, per value that goes in
 */
record Arc(int edge, int from, int to, double value, double gain) {
  Arc less(double cut) {
    return new Arc(edge, from, to, value - cut, gain);
  }
}
