package io.fairlead.relay.settling;

import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.auction.run.QuoteDesk;
import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.relay.intent.QuoteSource;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/** Quotes by the solvers that also compete in auctions, over the pools at the newest block. */
public final class SolverQuotes implements QuoteSource {
  private final QuoteDesk desk;
  private final PoolLiquidity pools;
  private final ChainReader chain;
  private final SortedMap<Address, TokenInfo> tokens;
  private final Duration timeout;

  /**
   * @param timeout what solvers have
   */
  public SolverQuotes(
      QuoteDesk desk,
      PoolLiquidity pools,
      ChainReader chain,
      SortedMap<Address, TokenInfo> tokens,
      Duration timeout) {
    this.desk = desk;
    this.pools = pools;
    this.chain = chain;
    this.tokens = tokens;
    this.timeout = timeout;
  }

  @Override
  public Optional<Quote> quote(Intent wanted) {
    // Not the head the node has noticed: whoever was just told of a fill must be quoted what is
    // left after it.
    BlockRef head = chain.head();
    try {
      return desk.quote(
              QuoteDesk.withoutLimit(wanted),
              tokens,
              pools.at(head),
              chain.gasPrice(),
              head,
              timeout)
          .map(quote -> new Quote(quote.fill().sold(), quote.fill().bought(), quote.fill().fee()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChainException("interrupted while solvers were asked", e);
    }
  }
}
