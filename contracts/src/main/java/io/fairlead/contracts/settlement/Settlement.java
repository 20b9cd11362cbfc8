package io.fairlead.contracts.settlement;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;

/**
 * What {@code Settlement.settle} executes, less the award.
 *
 * @param tokens strictly ascending
 * @param prices clearing price of each token; any common scale, {@code 0 < price < 2^128}
 * @param trades in the order in which they are executed
 * @param interactions calls between collecting and paying out
 */
public record Settlement(
    List<Address> tokens,
    List<BigInteger> prices,
    List<Trade> trades,
    List<Interaction> interactions) {
  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if there is not one price per token
   */
  public Settlement {
    tokens = List.copyOf(tokens);
    prices = List.copyOf(prices);
    trades = List.copyOf(trades);
    interactions = List.copyOf(interactions);
    if (tokens.size() != prices.size()) {
      throw new IllegalArgumentException("one price per token");
    }
  }

  /**
   * The clearing price of {@code token}.
   *
   * @throws IllegalArgumentException if the token is not listed
   */
  public BigInteger price(Address token) {
    int index = tokens.indexOf(token);
    if (index < 0) {
      throw new IllegalArgumentException("no clearing price for " + token);
    }
    return prices.get(index);
  }
}
