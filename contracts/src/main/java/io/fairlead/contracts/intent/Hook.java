package io.fairlead.contracts.intent;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;

/**
 * One call an owner wants around the settlement, made by the unprivileged trampoline. That it fails
 * is ignored.
 *
 * @param phase before the pull or after the payment
 * @param target what is called
 * @param gasLimit gas units the call may use
 * @param callData at most 2^24 - 1 bytes
 */
public record Hook(Phase phase, Address target, long gasLimit, Bytes callData) {
  /** Most gas of one hook. */
  public static final long MAX_GAS = 1_000_000;

  static final int HEAD = 1 + Address.SIZE + 4 + 3;

  /** When a hook is called. */
  public enum Phase {
    /** Before what is sold is taken. */
    BEFORE,
    /** After the receiver is paid. */
    AFTER
  }

  /**
   * @throws IllegalArgumentException if the gas limit is out of range or the call data too long
   */
  public Hook {
    if (gasLimit < 0 || gasLimit > MAX_GAS) {
      throw new IllegalArgumentException("a hook's gas limit is at most " + MAX_GAS);
    }
    if (callData.size() > 0xff_ffff) {
      throw new IllegalArgumentException("a hook's call data is too long");
    }
  }

  int size() {
    return HEAD + callData.size();
  }
}
