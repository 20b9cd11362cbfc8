package io.fairlead.auction.price;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.exact.Rational;
import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What tokens are worth in the native token, for scoring only: nobody is paid at these prices. The
 * rule, all of it in exact fractions:
 *
 * <ol>
 *   <li>The native token's price is 10^18.
 *   <li>A pool gives a price if it holds something of both tokens (constant product: both reserves
 *       above zero; concentrated: active liquidity and price above zero). Its price is the ratio of
 *       the reserves, without fee. For concentrated liquidity the reserves are the virtual ones,
 *       {@code L / sqrt(P)} and {@code L * sqrt(P)}. Liquidity of other kinds gives none.
 *   <li>A token with such a pool against the native token is priced by the one that holds most of
 *       the native token; of equals, by the pool with the lowest address.
 *   <li>Any other token is priced through one token that has a price by rule 3: by the pool whose
 *       holding of that token is worth most of the native token; of equals, by the pool with the
 *       lowest address. The two ratios are multiplied.
 *   <li>The result, wei of the native token per 10^18 wei of the token, is rounded down once, at
 *       the end. If it is zero or 2^256 or more, or if there is no such pool, the token has no
 *       price.
 * </ol>
 */
public final class ReferencePrices {
  /** Wei of a token that a price is for, and the native token's own price. */
  public static final BigInteger UNIT = BigInteger.TEN.pow(18);

  private static final int MAX_BITS = 256;

  private ReferencePrices() {}

  /**
   * Prices of those of {@code tokens} that have one, ascending by token.
   *
   * @param nativeToken the wrapped native token
   * @param pools the pinned states; their order does not matter
   */
  public static SortedMap<Address, BigInteger> of(
      Address nativeToken, Collection<Address> tokens, Collection<Liquidity> pools) {
    SortedMap<Address, Anchor> direct = new TreeMap<>();
    quotes(pools)
        .filter(quote -> quote.quote().equals(nativeToken))
        .forEach(quote -> offer(direct, quote, Rational.ONE));
    SortedMap<Address, Anchor> hop = new TreeMap<>();
    quotes(pools)
        .filter(quote -> !quote.base().equals(nativeToken) && !direct.containsKey(quote.base()))
        .forEach(quote -> {
          Anchor via = direct.get(quote.quote());
          if (via != null) {
            offer(hop, quote, via.price());
          }
        });
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    for (Address token : tokens) {
      price(nativeToken, token, direct, hop).ifPresent(price -> prices.put(token, price));
    }
    return Collections.unmodifiableSortedMap(prices);
  }

  private static Optional<BigInteger> price(
      Address nativeToken,
      Address token,
      SortedMap<Address, Anchor> direct,
      SortedMap<Address, Anchor> hop) {
    if (token.equals(nativeToken)) {
      return Optional.of(UNIT);
    }
    Anchor anchor = direct.containsKey(token) ? direct.get(token) : hop.get(token);
    return Optional.ofNullable(anchor)
        .map(found -> found.price().times(UNIT).floor())
        .filter(price -> price.signum() > 0 && price.bitLength() <= MAX_BITS);
  }

  private static Stream<PoolQuote> quotes(Collection<Liquidity> pools) {
    return pools.stream()
        .flatMap(pool -> Stream.of(PoolQuote.of(pool, true), PoolQuote.of(pool, false)))
        .flatMap(Optional::stream);
  }

  /** Keeps the deepest pool per base token. */
  private static void offer(
      SortedMap<Address, Anchor> anchors, PoolQuote quote, Rational quoteToken) {
    Anchor offered =
        new Anchor(
            quote.pool(), quote.quoteReserve().times(quoteToken), quote.price().times(quoteToken));
    anchors.merge(quote.base(), offered, Anchor::deeper);
  }

  /** The pool a price hangs on; depth and price in wei of the native token. */
  private record Anchor(Address pool, Rational depth, Rational price) {
    Anchor deeper(Anchor other) {
      int byDepth = depth.compareTo(other.depth);
      if (byDepth != 0) {
        return byDepth > 0 ? this : other;
      }
      return pool.compareTo(other.pool) <= 0 ? this : other;
    }
  }
}
