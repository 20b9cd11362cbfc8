package io.fairlead.devnet.bench.batch;

/**
 * One measurement of a first answer from memory.
 *
 * @param generator where the batch comes from
 * @param orders number of orders
 * @param tokens number of tokens
 * @param pools number of pools
 * @param anewMillis median processor time of reading the request's JSON, nothing of it known
 * @param parseMillis the same after an earlier auction's
 * @param firstMillis median processor time from the read request to an answer that executes
 * @param mostMillis the same, the longest
 * @param executed orders that the first answer fills, least of all runs
 * @param share its score over that of the earlier auction's whole search, least of all runs
 * @param lastMillis median processor time from the read request to the last answer from memory,
 *     before the search
 * @param lastShare as {@code share}, of the best by then
 */
record WarmRow(
    String generator,
    int orders,
    int tokens,
    int pools,
    double anewMillis,
    double parseMillis,
    double firstMillis,
    double mostMillis,
    int executed,
    double share,
    double lastMillis,
    double lastShare) {}
