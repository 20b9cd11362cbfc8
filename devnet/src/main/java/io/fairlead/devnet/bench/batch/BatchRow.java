package io.fairlead.devnet.bench.batch;

/**
 * One measurement.
 *
 * @param generator where the batch comes from
 * @param orders number of orders
 * @param tokens number of tokens
 * @param pools number of pools
 * @param firstMillis median processor time until the first settlement that executes
 * @param solveMillis median processor time of the whole search, one thread
 * @param totalMillis the same with the certificate, made and checked in exact numbers
 * @param score of the settlement, native tokens
 * @param bound certified, native tokens
 * @param gapBps by which the score is below the bound, in basis points of the bound
 * @param executed orders that are filled
 * @param heapMiB most heap in use after a measured run, MiB
 */
record BatchRow(
    String generator,
    int orders,
    int tokens,
    int pools,
    double firstMillis,
    double solveMillis,
    double totalMillis,
    double score,
    double bound,
    double gapBps,
    int executed,
    long heapMiB) {}
