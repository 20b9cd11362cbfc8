package io.fairlead.chain;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** Random values from a seed, which a failing property names. */
public final class Seeded {
  private final SplittableRandom random;

  public Seeded(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Checks {@code property} on many seeds; {@code -Dfairlead.seed=...} runs one alone. */
  public static void forAll(int cases, Consumer<Seeded> property) {
    Long only = Long.getLong("fairlead.seed");
    long first = only == null ? 1 : only;
    for (long seed = first; seed < first + (only == null ? cases : 1); seed++) {
      try {
        property.accept(new Seeded(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dfairlead.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  public int below(int bound) {
    return random.nextInt(bound);
  }

  public boolean bool() {
    return random.nextBoolean();
  }

  public byte[] array(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  public Bytes bytes(int maximum) {
    return Bytes.of(array(below(maximum + 1)));
  }

  public Bytes32 bytes32() {
    return Bytes32.of(array(Bytes32.SIZE));
  }

  public Address address() {
    return Address.of(array(Address.SIZE));
  }

  /** Of at most {@code bits} bits, each length equally likely. */
  public BigInteger uint(int bits) {
    int length = below(bits + 1);
    return new BigInteger(1, array(length / 8 + 1)).mod(BigInteger.ONE.shiftLeft(length));
  }

  public Intent intent(Address sellToken, Address buyToken) {
    return new Intent(
        address(),
        address(),
        sellToken,
        buyToken,
        uint(128),
        uint(128),
        bool() ? Side.SELL : Side.BUY,
        bool(),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        bytes32());
  }
}
