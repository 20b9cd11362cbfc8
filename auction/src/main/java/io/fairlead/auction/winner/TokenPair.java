package io.fairlead.auction.winner;

import java.util.Comparator;

/**
 * A direction of trade: within one batch everybody who trades in it shares one price.
 *
 * @param sell token given, any name that is the same wherever the token is meant
 * @param buy token got
 */
public record TokenPair(String sell, String buy) implements Comparable<TokenPair> {
  private static final String BASKET = "basket";
  private static final Comparator<TokenPair> ORDER =
      Comparator.comparing(TokenPair::sell).thenComparing(TokenPair::buy);

  /**
   * The direction in which a basket is traded: its own, since nobody else moves the same assets in
   * the same proportion.
   *
   * @param intentHash its name
   */
  public static TokenPair ofBasket(String intentHash) {
    return new TokenPair(BASKET, intentHash);
  }

  @Override
  public int compareTo(TokenPair other) {
    return ORDER.compare(this, other);
  }
}
