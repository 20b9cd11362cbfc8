package io.fairlead.contracts.settlement;

import io.fairlead.contracts.intent.Intent;
import java.math.BigInteger;

/**
 * The contract's integer arithmetic, bit for bit: docs/protocol.md section 2. Rounding is against
 * the solver.
 */
public final class ClearingMath {
  /** Largest network fee, in basis points of what the owner gives. */
  public static final int MAX_FEE_BPS = 1_000;

  private static final BigInteger BPS = BigInteger.valueOf(10_000);

  private ClearingMath() {}

  /**
   * Amounts of one trade.
   *
   * @param sellPrice clearing price of the intent's sell token, above zero
   * @param buyPrice clearing price of the intent's buy token, above zero
   */
  public static Fill fill(Trade trade, BigInteger sellPrice, BigInteger buyPrice) {
    BigInteger executed = trade.executedAmount();
    BigInteger fee = trade.fee();
    return switch (trade.intent().side()) {
      case SELL ->
          new Fill(executed.add(fee), ceilDivide(executed.multiply(sellPrice), buyPrice), fee);
      case BUY -> new Fill(executed.multiply(buyPrice).divide(sellPrice).add(fee), executed, fee);
    };
  }

  /**
   * Whether a fill is at the signed price or better: {@code bought * sellAmount >= buyAmount *
   * sold}.
   */
  public static boolean meetsLimit(Intent intent, Fill fill) {
    return fill.bought()
            .multiply(intent.sellAmount())
            .compareTo(intent.buyAmount().multiply(fill.sold()))
        >= 0;
  }

  /** Whether the fee is within {@link #MAX_FEE_BPS} of what the owner gives. */
  public static boolean feeWithinBound(Fill fill) {
    return fill.fee().multiply(BPS).compareTo(fill.sold().multiply(BigInteger.valueOf(MAX_FEE_BPS)))
        <= 0;
  }

  private static BigInteger ceilDivide(BigInteger dividend, BigInteger divisor) {
    BigInteger[] result = dividend.divideAndRemainder(divisor);
    return result[1].signum() == 0 ? result[0] : result[0].add(BigInteger.ONE);
  }
}
