package io.fairlead.devnet.bench.batch;

import io.fairlead.auction.engine.SolveRequest;

/**
 * An auction to measure on.
 *
 * @param generator name of the distribution
 * @param tokens number of tokens
 * @param request what a solver is asked
 */
record Batch(String generator, int tokens, SolveRequest request) {
  int orders() {
    return request.orders().size();
  }

  int pools() {
    return request.liquidity().size();
  }
}
