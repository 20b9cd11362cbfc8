package io.fairlead.solver.clearing;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.Integers;
import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What gas costs in each token. A trade pays for itself, for its share of the settlement's fixed
 * part and for its share of the swaps of its pair, every share rounded up, so that together the
 * fees never fall short of the estimate.
 *
 * @param gasPrice wei of native token per gas
 * @param referencePrices wei of native token per 10^18 wei of a token, for tokens that have one
 * @param tradesSharingBase over how many trades the fixed part is spread; null for the trades of
 *     the pair that is being cleared
 */
public record GasTerms(
    BigInteger gasPrice,
    SortedMap<Address, BigInteger> referencePrices,
    @Nullable Integer tradesSharingBase) {
  /** Gas units of a settlement that fills nothing: the transaction, the award's checks. */
  public static final long BASE_GAS = 75_000;

  /** Gas units of one fill: signature, nonce, pull, payment, event. */
  public static final long TRADE_GAS = 45_000;

  private static final BigInteger NATIVE_UNIT = BigInteger.TEN.pow(18);

  /** The terms of a request. Tokens without a price above zero have none. */
  public static GasTerms of(SolveRequest request) {
    SortedMap<Address, BigInteger> prices = new TreeMap<>();
    request
        .tokens()
        .forEach((token, info) -> {
          BigInteger price = info.referencePrice();
          if (price != null && price.signum() > 0) {
            prices.put(token, price);
          }
        });
    return new GasTerms(request.effectiveGasPrice(), prices, null);
  }

  /** These terms with the fixed part spread over {@code trades}. */
  public GasTerms spreadOver(int trades) {
    return new GasTerms(gasPrice, referencePrices, trades);
  }

  /** Whether {@code token} has a price above zero. */
  public boolean priced(Address token) {
    return priceOf(token).signum() > 0;
  }

  /** Wei of native token per 10^18 wei of {@code token}; zero if unknown. */
  public BigInteger priceOf(Address token) {
    return referencePrices.getOrDefault(token, BigInteger.ZERO);
  }

  /** What {@code units} of gas cost, in native wei times 10^18. */
  BigInteger cost(long units) {
    return BigInteger.valueOf(units).multiply(gasPrice).multiply(NATIVE_UNIT);
  }

  /**
   * Network fee of one trade in wei of {@code sellToken}, rounded up.
   *
   * @param trades how many trades share {@code swapGas}
   * @throws IllegalArgumentException if the token has no price
   */
  public BigInteger fee(Address sellToken, int trades, long swapGas) {
    if (gasPrice.signum() == 0) {
      return BigInteger.ZERO;
    }
    if (!priced(sellToken)) {
      throw new IllegalArgumentException("no price for " + sellToken);
    }
    int sharing = tradesSharingBase == null ? trades : tradesSharingBase;
    return fee(
        sellToken, TRADE_GAS + Math.ceilDiv(BASE_GAS, sharing) + Math.ceilDiv(swapGas, trades));
  }

  /**
   * What {@code units} of gas cost in wei of {@code token}, rounded up.
   *
   * @throws IllegalArgumentException if the token has no price
   */
  public BigInteger fee(Address token, long units) {
    if (gasPrice.signum() == 0) {
      return BigInteger.ZERO;
    }
    if (!priced(token)) {
      throw new IllegalArgumentException("no price for " + token);
    }
    return Integers.divideUp(cost(units), priceOf(token));
  }
}
