package io.fairlead.devnet.bench.route;

/**
 * One measurement.
 *
 * @param generator where the network comes from
 * @param pools number of pools
 * @param tokens number of tokens
 * @param start {@code cold} or {@code warm}
 * @param cpuMillis median processor time of one solve
 * @param iterations Newton steps
 * @param gap of the recovered feasible flow to the bound, relative
 */
record RouteRow(
    String generator,
    int pools,
    int tokens,
    String start,
    double cpuMillis,
    int iterations,
    double gap) {}
