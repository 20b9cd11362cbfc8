package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;

/**
 * What {@code Settlement.settle} executes, less the award.
 *
 * @param tokens strictly ascending
 * @param prices clearing price of each token; any common scale, {@code 0 < price < 2^128}
 * @param covers most wei of each token that are taken from the solver's allowance if the settlement
 *     owes more than it got
 * @param trades in the order in which they are executed
 * @param baskets in the order in which they are executed, after the trades
 * @param interactions calls between collecting and paying out
 * @param direct owners and solver pay each other without the contract in between
 * @param checkEach every payment is checked to arrive, not only the largest in each token: for
 *     tokens that may treat receivers differently
 */
public record Settlement(
    List<Address> tokens,
    List<BigInteger> prices,
    List<BigInteger> covers,
    List<Trade> trades,
    List<BasketTrade> baskets,
    List<Interaction> interactions,
    boolean direct,
    boolean checkEach) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one price and one cover per token
   */
  public Settlement {
    tokens = List.copyOf(tokens);
    prices = List.copyOf(prices);
    covers = List.copyOf(covers);
    trades = List.copyOf(trades);
    baskets = List.copyOf(baskets);
    interactions = List.copyOf(interactions);
    if (tokens.size() != prices.size() || tokens.size() != covers.size()) {
      throw new IllegalArgumentException("one price and one cover per token");
    }
  }

  /** With the largest payment in each token checked to arrive. */
  public Settlement(
      List<Address> tokens,
      List<BigInteger> prices,
      List<BigInteger> covers,
      List<? extends Trade> trades,
      List<BasketTrade> baskets,
      List<Interaction> interactions,
      boolean direct) {
    this(tokens, prices, covers, List.copyOf(trades), baskets, interactions, direct, false);
  }

  /** The ordinary kind: nothing covered, no baskets, everything through the contract. */
  public Settlement(
      List<Address> tokens,
      List<BigInteger> prices,
      List<? extends Trade> trades,
      List<Interaction> interactions) {
    this(
        tokens,
        prices,
        Collections.nCopies(tokens.size(), BigInteger.ZERO),
        List.copyOf(trades),
        List.of(),
        interactions,
        false);
  }

  /** Whether it may take something from the solver, who must then have agreed. */
  public boolean needsConsent() {
    return direct || covers.stream().anyMatch(cover -> cover.signum() > 0);
  }

  /**
   * The clearing price of {@code token}.
   *
   * @throws IllegalArgumentException if the token is not listed; native ETH never is, see {@link
   *     SettlementTerms#listed}
   */
  public BigInteger price(Address token) {
    int index = tokens.indexOf(token);
    if (index < 0) {
      throw new IllegalArgumentException("no clearing price for " + token);
    }
    return prices.get(index);
  }
}
