package io.fairlead.devnet.bench.winners;

/**
 * What was measured for one shape.
 *
 * @param shape of the auctions
 * @param auctions how many, each from a seed of its own
 * @param medianMillis processor time of one decision, reference scores included
 * @param mostMillis the same of the slowest auction
 * @param winners in all auctions together
 * @param proved in how many auctions every total was proved to be the largest
 * @param worstGapBps largest gap of a total to its bound, in basis points of the bound
 */
record WinnersRow(
    Shape shape,
    int auctions,
    double medianMillis,
    double mostMillis,
    int winners,
    int proved,
    double worstGapBps) {}
