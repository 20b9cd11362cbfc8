package io.fairlead.devnet.bench.arena;

import io.fairlead.contracts.primitive.Bytes;

/**
 * What a transaction's gas is made of.
 *
 * @param base of every transaction
 * @param callData 4 for each zero byte, 16 for each other one
 * @param execution what the contracts' code used
 */
public record Execution(long base, long callData, long execution) {
  /** Gas of every transaction. */
  public static final long BASE = 21_000;

  private static final long PER_ZERO = 4;
  private static final long PER_OTHER = 16;

  /** The least that a transaction pays for each unit of call data beside its base (EIP-7623). */
  private static final long FLOOR_PER_ZERO = 10;

  private static final long FLOOR_PER_OTHER = 40;

  private static final long LARGEST_REFUND = 5;

  /** With the call data's gas computed. */
  public static Execution of(Bytes callData, long execution) {
    return new Execution(BASE, weigh(callData, PER_ZERO, PER_OTHER), execution);
  }

  /**
   * What the receipt of a transaction says.
   *
   * @param refund what its execution earned; at most a fifth of what was used is paid (EIP-3529)
   */
  public static long gasUsed(Bytes callData, long execution, long refund) {
    Execution parts = of(callData, execution);
    long used = parts.base + parts.callData + execution;
    return Math.max(
        used - Math.min(refund, used / LARGEST_REFUND),
        BASE + weigh(callData, FLOOR_PER_ZERO, FLOOR_PER_OTHER));
  }

  private static long weigh(Bytes data, long perZero, long perOther) {
    long sum = 0;
    for (byte one : data.bytes()) {
      sum += one == 0 ? perZero : perOther;
    }
    return sum;
  }
}
