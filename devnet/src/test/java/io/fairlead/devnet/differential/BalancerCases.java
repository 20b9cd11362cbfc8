package io.fairlead.devnet.differential;

import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.StablePool;
import io.fairlead.solver.pool.WeightedPool;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random Balancer pools, and swaps each with balances of its own, for both implementations. */
final class BalancerCases {
  static final BigInteger ONE = BigInteger.TEN.pow(18);
  static final BigInteger MAX_BALANCE = BigInteger.ONE.shiftLeft(112).subtract(BigInteger.ONE);
  private static final BigInteger LEAST_WEIGHT = BigInteger.TEN.pow(16);
  private static final Address POOL = Address.parse("0x" + "ff".repeat(20));

  private final SplittableRandom random;

  BalancerCases(SplittableRandom random) {
    this.random = random;
  }

  /** The contracts. */
  enum Kind {
    WEIGHTED_V0("weighted-v0"),
    WEIGHTED_V3("weighted-v3"),
    STABLE_FIRST("stable-first"),
    STABLE_LATER("stable-later");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    boolean stable() {
      return this == STABLE_FIRST || this == STABLE_LATER;
    }
  }

  /** A token of a pool. */
  record Token(int decimals, BigInteger weight, @Nullable BigInteger rate) {
    /** As its contract reckons it: rounded down. */
    BigInteger scalingFactor() {
      BigInteger factor = ONE.multiply(BigInteger.TEN.pow(18 - decimals));
      return rate == null ? factor : factor.multiply(rate).divide(ONE);
    }
  }

  /** A swap between the tokens of two places. */
  record Swap(int in, int out, boolean exactIn, BigInteger amount, List<BigInteger> balances) {}

  /** A pool and what it is asked; the amplification is as the contract's constructor wants it. */
  record Case(Kind kind, List<Token> tokens, BigInteger fee, int amplification, List<Swap> swaps) {
    /** Our pool with a swap's balances. */
    Pool pool(List<BigInteger> balances) {
      if (kind.stable()) {
        SortedMap<Address, StableReserve> reserves = new TreeMap<>();
        for (int i = 0; i < tokens.size(); i++) {
          reserves.put(token(i), new StableReserve(balances.get(i), tokens.get(i).scalingFactor()));
        }
        return StablePool.of(
            "1",
            POOL,
            reserves,
            BigInteger.valueOf(1_000L * amplification),
            fee,
            kind == Kind.STABLE_FIRST ? StablePool.Generation.FIRST : StablePool.Generation.LATER,
            1);
      }
      SortedMap<Address, WeightedReserve> reserves = new TreeMap<>();
      for (int i = 0; i < tokens.size(); i++) {
        Token token = tokens.get(i);
        reserves.put(
            token(i), new WeightedReserve(balances.get(i), token.scalingFactor(), token.weight()));
      }
      WeightedVersion version =
          kind == Kind.WEIGHTED_V0 ? WeightedVersion.V0 : WeightedVersion.V3_PLUS;
      return new WeightedPool("1", POOL, reserves, fee, version, 1);
    }

    ObjectNode json() {
      ObjectNode node =
          JsonNodeFactory.instance
              .objectNode()
              .put("kind", kind.text)
              .put("fee", fee.toString())
              .put("amplification", Integer.toString(amplification));
      ArrayNode listed = node.putArray("tokens");
      for (Token token : tokens) {
        ObjectNode one =
            listed
                .addObject()
                .put("decimals", token.decimals())
                .put("weight", token.weight().toString());
        BigInteger rate = token.rate();
        if (rate != null) {
          one.put("rate", rate.toString());
        }
      }
      ArrayNode asked = node.putArray("swaps");
      for (Swap swap : swaps) {
        ArrayNode balances =
            asked
                .addObject()
                .put("in", swap.in())
                .put("out", swap.out())
                .put("exactIn", swap.exactIn())
                .put("amount", swap.amount().toString())
                .putArray("balances");
        swap.balances().forEach(balance -> balances.add(balance.toString()));
      }
      return node;
    }
  }

  static Address token(int place) {
    return Address.parse("0x%040x".formatted(place + 1));
  }

  Case next(Kind kind, int swaps) {
    int count = kind.stable() ? random.nextInt(2, 6) : random.nextInt(2, 9);
    if (kind == Kind.STABLE_LATER) {
      count = Math.min(count, 4);
    }
    List<BigInteger> weights = weights(count);
    List<Token> tokens = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int decimals = List.of(18, 18, 6, 8, 2).get(random.nextInt(5));
      boolean rated = kind == Kind.STABLE_LATER && random.nextInt(3) == 0;
      BigInteger rate =
          rated ? ONE.add(BigInteger.valueOf(random.nextLong(ONE.longValue()))) : null;
      tokens.add(new Token(decimals, weights.get(i), rate));
    }
    // From the least to the largest that the contracts take.
    BigInteger fee =
        BigInteger.valueOf(random.nextLong(1_000_000_000_000L, 100_000_000_000_000_001L));
    int amplification = random.nextBoolean() ? random.nextInt(1, 5_001) : random.nextInt(1, 20);
    List<Swap> asked = new ArrayList<>();
    while (asked.size() < swaps) {
      asked.add(swap(kind, tokens));
    }
    return new Case(kind, tokens, fee, amplification, asked);
  }

  /** Half of the pairs such that an exponent is 1, 2 or 4; all of them sum up to one. */
  private List<BigInteger> weights(int count) {
    if (count == 2 && random.nextBoolean()) {
      long percent = List.of(50L, 80L, 20L).get(random.nextInt(3));
      BigInteger weight = LEAST_WEIGHT.multiply(BigInteger.valueOf(percent));
      return List.of(weight, ONE.subtract(weight));
    }
    List<BigInteger> weights = new ArrayList<>();
    BigInteger left = ONE;
    for (int i = count - 1; i > 0; i--) {
      BigInteger most = left.subtract(LEAST_WEIGHT.multiply(BigInteger.valueOf(i)));
      BigInteger weight = LEAST_WEIGHT.max(BigInteger.valueOf(random.nextLong(most.longValue())));
      weights.add(weight);
      left = left.subtract(weight);
    }
    weights.add(left);
    return weights;
  }

  private Swap swap(Kind kind, List<Token> tokens) {
    int in = random.nextInt(tokens.size());
    int out = (in + 1 + random.nextInt(tokens.size() - 1)) % tokens.size();
    boolean exactIn = random.nextBoolean();
    List<BigInteger> balances = kind.stable() ? near(tokens) : anything(tokens.size());
    BigInteger balance = balances.get(exactIn ? in : out);
    BigInteger amount =
        switch (random.nextInt(8)) {
          case 0 -> RandomNumbers.ofBits(random, 1, 10);
          case 1 -> RandomNumbers.ofBits(random, 1, 112);
          case 2 -> balance;
          case 3 -> share(balance, 300_000, 360_000);
          default -> share(balance, 0, random.nextBoolean() ? 1_000_000 : 1_000);
        };
    return new Swap(in, out, exactIn, amount.max(BigInteger.ONE), balances);
  }

  /** A share of {@code balance} in millionths. */
  private BigInteger share(BigInteger balance, int least, int below) {
    return balance
        .multiply(BigInteger.valueOf(random.nextInt(least, below)))
        .divide(BigInteger.valueOf(1_000_000))
        .add(BigInteger.valueOf(random.nextInt(3)));
  }

  private List<BigInteger> anything(int count) {
    List<BigInteger> balances = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      balances.add(
          random.nextInt(4) == 0
              ? RandomNumbers.ofBits(random, 1, 112)
              : RandomNumbers.ofBits(random, 40, 100));
    }
    return balances;
  }

  /** Mostly of one worth within a factor of a thousand, at times out of all proportion. */
  private List<BigInteger> near(List<Token> tokens) {
    BigInteger whole = RandomNumbers.ofBits(random, 1, 34).max(BigInteger.ONE);
    List<BigInteger> balances = new ArrayList<>();
    for (Token token : tokens) {
      BigInteger balance =
          random.nextInt(12) == 0
              ? RandomNumbers.ofBits(random, 1, 112)
              : whole
                  .multiply(BigInteger.TEN.pow(token.decimals()))
                  .multiply(BigInteger.valueOf(random.nextInt(1, 1_000)))
                  .add(RandomNumbers.ofBits(random, 1, 20));
      balances.add(balance.min(MAX_BALANCE));
    }
    return balances;
  }
}
