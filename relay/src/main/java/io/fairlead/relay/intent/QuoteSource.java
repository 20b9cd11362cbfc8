package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Intent;
import java.math.BigInteger;
import java.util.Optional;

/** Asks the solvers for a price at the newest block. Blocking, thread safe. */
@FunctionalInterface
public interface QuoteSource {
  /**
   * The best price for {@code wanted}, whose amount on the exact side counts and whose other amount
   * is as generous as can be; empty if solvers answered and none fills it.
   *
   * @throws io.fairlead.chain.ChainException if the chain's state could not be read
   * @throws io.fairlead.auction.run.SolversUnavailableException if no solver answered in time
   */
  Optional<Quote> quote(Intent wanted);

  /**
   * A price.
   *
   * @param sellAmount wei sold, fee included
   * @param buyAmount wei bought
   * @param feeAmount wei of the sell token, part of {@code sellAmount}
   */
  record Quote(BigInteger sellAmount, BigInteger buyAmount, BigInteger feeAmount) {}
}
