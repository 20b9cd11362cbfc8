package io.fairlead.devnet.bench.arena;

import java.math.BigInteger;

/**
 * The clearing prices of every measurement, in wei of the native coin per 10^18 wei of the token,
 * as CoW's solvers and ours write them. Their digits are as irregular as real ones: zero bytes of
 * call data cost less.
 */
public final class Prices {
  /** Of the sell token, which has 18 decimals. */
  public static final BigInteger SELL = new BigInteger("399871234567891");

  /** Of the buy token, which has 6 decimals. */
  public static final BigInteger BUY = new BigInteger("400012345678912345678912345");

  private Prices() {}

  /** Wei of the buy token for {@code sold} wei of the sell token, rounded up. */
  public static BigInteger bought(BigInteger sold) {
    return bought(sold, SELL);
  }

  /** The same at another price of the sell token. */
  public static BigInteger bought(BigInteger sold, BigInteger sellPrice) {
    BigInteger[] parts = sold.multiply(sellPrice).divideAndRemainder(BUY);
    return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
  }
}
