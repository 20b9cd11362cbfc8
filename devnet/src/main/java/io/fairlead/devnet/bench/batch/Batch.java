package io.fairlead.devnet.bench.batch;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.primitive.Address;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An auction to measure on.
 *
 * @param generator name of the distribution
 * @param tokens number of tokens
 * @param request what a solver is asked
 */
record Batch(String generator, int tokens, SolveRequest request) {
  /**
   * The same orders at other reference prices.
   *
   * @param prices native wei per wei
   */
  Batch repriced(Map<Address, Double> prices, String name) {
    SortedMap<Address, TokenInfo> tokens = new TreeMap<>(request.tokens());
    prices.forEach((token, price) -> {
      TokenInfo info = Objects.requireNonNull(tokens.get(token));
      tokens.put(
          token,
          new TokenInfo(
              info.decimals(),
              info.symbol(),
              new BigDecimal(price).scaleByPowerOfTen(18).toBigInteger(),
              info.availableBalance(),
              info.trusted()));
    });
    return new Batch(
        name,
        this.tokens,
        new SolveRequest(
            request.id(),
            tokens,
            request.orders(),
            request.liquidity(),
            request.effectiveGasPrice(),
            request.deadline()));
  }

  int orders() {
    return request.orders().size();
  }

  int pools() {
    return request.liquidity().size();
  }
}
