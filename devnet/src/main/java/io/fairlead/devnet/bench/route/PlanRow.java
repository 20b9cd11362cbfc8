package io.fairlead.devnet.bench.route;

/**
 * Plans of many orders on one graph.
 *
 * @param generator where the graph comes from
 * @param seed of the graph and the orders
 * @param pools number of pools
 * @param tokens number of tokens
 * @param orders number of orders
 * @param start {@code cold} or {@code warm}
 * @param medianBps median over the orders of how far the plan's exact output is below the bound, in
 *     basis points of the bound, gas not counted
 * @param highBps the same, 99th percentile
 * @param mostBps the same, largest
 * @param without how many orders had no plan; their gap counts as everything
 * @param medianMillis median processor time of a search
 * @param highMillis the same, 99th percentile
 * @param medianSwaps median number of swaps
 */
record PlanRow(
    String generator,
    long seed,
    int pools,
    int tokens,
    int orders,
    String start,
    double medianBps,
    double highBps,
    double mostBps,
    int without,
    double medianMillis,
    double highMillis,
    int medianSwaps) {}
