package io.fairlead.devnet.bench.trace;

import org.jspecify.annotations.Nullable;

/**
 * What one step cost. Of a call: without what the called contract's own steps cost, but with what a
 * precompiled contract did.
 *
 * @param frame where it was
 * @param op the instruction
 * @param gas units
 * @param touch the account or slot it needed, if any
 * @param cold whether nothing before had touched that; false without a touch
 * @param callee the call it made; null if it made none or no contract is there
 */
public record Charge(
    Frame frame, String op, long gas, @Nullable Touch touch, boolean cold, @Nullable Frame callee) {
  /** What a first touch of an account costs. */
  public static final long COLD_ACCOUNT = 2_600;

  /** What any other one costs. */
  public static final long WARM = 100;

  static final long COLD_SLOT = 2_100;

  /** How much more a step costs where it is the first touch. */
  long surcharge() {
    return switch (touch) {
      case null -> 0;
      case Touch.Account _ -> COLD_ACCOUNT - WARM;
      // A write pays the first touch on top of the write, a read instead of the warm read.
      case Touch.Slot _ -> op.equals("SSTORE") ? COLD_SLOT : COLD_SLOT - WARM;
    };
  }
}
