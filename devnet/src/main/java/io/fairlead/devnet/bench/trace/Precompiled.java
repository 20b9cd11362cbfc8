package io.fairlead.devnet.bench.trace;

import io.fairlead.contracts.primitive.Address;

/** The contracts every chain has at its first addresses; never dearer the first time. */
public final class Precompiled {
  private static final int LAST = 0x11;
  private static final Address RECOVERY =
      Address.parse("0x0000000000000000000000000000000000000001");

  private Precompiled() {}

  /** Whether one is there. */
  static boolean is(Address address) {
    byte[] bytes = address.bytes();
    for (int i = 0; i < bytes.length - 1; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    int last = bytes[bytes.length - 1];
    return last >= 1 && last <= LAST;
  }

  /** Whether it recovers signers ({@code ecrecover}). */
  public static boolean isRecovery(Address address) {
    return address.equals(RECOVERY);
  }
}
