package io.fairlead.contracts;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Interaction;
import io.fairlead.contracts.settlement.Settlement;
import io.fairlead.contracts.settlement.Trade;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Seeded random values of the contract types, with edge values more often than chance has them. A
 * property that fails names the seed of its case; {@code -Dfairlead.seed=...} runs that case alone.
 */
public final class RandomValues {
  private final SplittableRandom random;

  /** Values which depend on {@code seed} alone. */
  public RandomValues(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Checks {@code property} on {@code cases} seeds. */
  public static void forAll(int cases, Consumer<RandomValues> property) {
    Long only = Long.getLong("fairlead.seed");
    long first = only == null ? 1 : only;
    for (long seed = first; seed < first + (only == null ? cases : 1); seed++) {
      try {
        property.accept(new RandomValues(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dfairlead.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** In {@code [0, bound)}. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of {@code values}. */
  public <T> T pick(List<T> values) {
    return values.get(below(values.size()));
  }

  /** Either. */
  public boolean bool() {
    return random.nextBoolean();
  }

  /** Exactly {@code size} bytes. */
  public byte[] array(int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return bytes;
  }

  /** Up to {@code maximum} bytes. */
  public Bytes bytes(int maximum) {
    return Bytes.of(array(below(maximum + 1)));
  }

  /** Any word. */
  public Bytes32 bytes32() {
    return Bytes32.of(array(Bytes32.SIZE));
  }

  /** Any address. */
  public Address address() {
    return Address.of(array(Address.SIZE));
  }

  /** Any 65 bytes. */
  public Signature signature() {
    return Signature.of(array(Signature.SIZE));
  }

  /** Of at most {@code bits} bits, each length equally likely; now and then the largest or zero. */
  public BigInteger uint(int bits) {
    return switch (below(12)) {
      case 0 -> BigInteger.ZERO;
      case 1 -> BigInteger.ONE.shiftLeft(bits).subtract(BigInteger.ONE);
      default -> {
        int length = below(bits) + 1;
        yield new BigInteger(1, array(length / 8 + 1)).mod(BigInteger.ONE.shiftLeft(length));
      }
    };
  }

  /** As {@link #uint}, above zero. */
  public BigInteger positive(int bits) {
    return uint(bits).max(BigInteger.ONE);
  }

  /** Any intent between two of {@code tokens}. */
  public Intent intent(List<Address> tokens) {
    return new Intent(
        address(),
        address(),
        pick(tokens),
        pick(tokens),
        uint(128),
        uint(128),
        bool() ? Side.SELL : Side.BUY,
        bool(),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        bytes32());
  }

  /** Any intent. */
  public Intent intent() {
    return intent(List.of(address(), address()));
  }

  /** Any award. */
  public Award award() {
    return new Award(
        uint(63).longValue(), bytes32(), address(), bytes32(), uint(63).longValue(), bytes32());
  }

  /** Any settlement the codec can express, also an empty one. */
  public Settlement settlement() {
    TreeSet<Address> tokens = new TreeSet<>();
    int count = below(5);
    for (int i = 0; i < count; i++) {
      tokens.add(address());
    }
    List<Address> ascending = List.copyOf(tokens);
    List<BigInteger> prices = ascending.stream().map(token -> positive(128)).toList();
    List<Trade> trades = new ArrayList<>();
    for (int i = ascending.isEmpty() ? 0 : below(4); i > 0; i--) {
      SignedIntent signed = new SignedIntent(intent(ascending), signature());
      trades.add(new Trade(signed, uint(128), uint(128)));
    }
    List<Interaction> interactions = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      interactions.add(new Interaction(address(), bytes(100)));
    }
    return new Settlement(ascending, prices, trades, interactions);
  }
}
