package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One call of a contract.
 *
 * @param number unique in its trace, from 0 in the order of the calls
 * @param code whose code runs
 * @param storage whose storage it has: another account's after {@code DELEGATECALL}
 * @param reading whether it was made by {@code STATICCALL}
 * @param caller the call that made it; null for the transaction's own
 */
public record Frame(
    int number, Address code, Address storage, boolean reading, @Nullable Frame caller) {
  /** Whether this call, or one it was made from, is such a call. */
  public boolean isWithin(Predicate<Frame> such) {
    for (Frame one = this; one != null; one = one.caller) {
      if (such.test(one)) {
        return true;
      }
    }
    return false;
  }
}
