package io.fairlead.solver;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.pool.TickMath;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Seeded auctions over tokens of 6, 8 and 18 decimals with V2 and V3 pools near common reference
 * prices; {@code -Dfairlead.seed=...} runs one case alone.
 */
public final class RandomAuction {
  private static final MathContext DIGITS = new MathContext(40);
  private static final BigInteger Q96 = BigInteger.ONE.shiftLeft(96);

  private final SplittableRandom random;
  private final List<Address> tokens = new ArrayList<>();
  private final List<Integer> decimals = new ArrayList<>();
  private final List<BigDecimal> worths = new ArrayList<>();

  private RandomAuction(long seed, int tokenCount) {
    this.random = new SplittableRandom(seed);
    for (int i = 0; i < tokenCount; i++) {
      tokens.add(address(i + 1));
      decimals.add(List.of(18, 6, 18, 8).get(i % 4));
      // Native token per whole token: 1, 1/2500, 0.02, 25 and so on.
      worths.add(
          new BigDecimal(List.of("1", "0.0004", "0.02", "25").get(i % 4))
              .multiply(new BigDecimal(1 + i / 4)));
    }
  }

  /** Checks {@code property} on {@code cases} seeds. */
  public static void forAll(int cases, Consumer<Long> property) {
    Long only = Long.getLong("fairlead.seed");
    long first = only == null ? 1 : only;
    for (long seed = first; seed < first + (only == null ? cases : 1); seed++) {
      try {
        property.accept(seed);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dfairlead.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** An auction of up to the given sizes. */
  public static SolveRequest of(long seed, int maxTokens, int maxPools, int maxOrders) {
    SplittableRandom sizes = new SplittableRandom(~seed);
    RandomAuction auction = new RandomAuction(seed, sizes.nextInt(2, maxTokens + 1));
    return auction.request(sizes.nextInt(1, maxPools + 1), sizes.nextInt(1, maxOrders + 1));
  }

  /** An auction of exactly the given sizes. */
  public static SolveRequest sized(long seed, int tokens, int pools, int orders) {
    return new RandomAuction(seed, tokens).request(pools, orders);
  }

  /** The same auction with everything in another order. */
  public static SolveRequest shuffled(SolveRequest request, long seed) {
    List<Order> orders = new ArrayList<>(request.orders());
    List<Liquidity> pools = new ArrayList<>(request.liquidity());
    Collections.shuffle(orders, new Random(seed));
    Collections.shuffle(pools, new Random(seed + 1));
    return new SolveRequest(
        request.id(),
        request.tokens(),
        orders,
        pools,
        request.effectiveGasPrice(),
        request.deadline());
  }

  /** The n-th address. */
  public static Address address(int n) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = 1;
    bytes[18] = (byte) (n >> 8);
    bytes[19] = (byte) n;
    return Address.of(bytes);
  }

  private SolveRequest request(int poolCount, int orderCount) {
    SortedMap<Address, TokenInfo> infos = new TreeMap<>();
    for (int i = 0; i < tokens.size(); i++) {
      BigInteger price = weiWorth(i).multiply(BigDecimal.TEN.pow(18), DIGITS).toBigInteger();
      infos.put(
          tokens.get(i), new TokenInfo(decimals.get(i), "T" + i, price, BigInteger.ZERO, true));
    }
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < poolCount; i++) {
      pools.add(random.nextBoolean() ? pair(i) : concentrated(i));
    }
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < orderCount; i++) {
      orders.add(order(i));
    }
    orders.sort(Comparator.comparing(Order::uid));
    BigInteger gasPrice =
        random.nextInt(3) == 0
            ? BigInteger.ZERO
            : BigInteger.valueOf(random.nextLong(1, 5_000_000_000L));
    return new SolveRequest("1", infos, orders, pools, gasPrice, Instant.MAX);
  }

  /** Native wei per wei of token {@code i}. */
  private BigDecimal weiWorth(int i) {
    return worths.get(i).scaleByPowerOfTen(18 - decimals.get(i));
  }

  /** Wei of token {@code i} that are worth {@code worth} native wei. */
  private BigInteger amount(int i, BigDecimal worth) {
    return worth.divide(weiWorth(i), DIGITS).toBigInteger().max(BigInteger.TWO);
  }

  private BigDecimal near(double spread) {
    return BigDecimal.valueOf(1 + spread * (2 * random.nextDouble() - 1));
  }

  private int[] twoTokens() {
    int one = random.nextInt(tokens.size());
    int other = (one + 1 + random.nextInt(tokens.size() - 1)) % tokens.size();
    return new int[] {Math.min(one, other), Math.max(one, other)};
  }

  private BigDecimal depth() {
    return BigDecimal.valueOf(random.nextLong(20, 2_000)).scaleByPowerOfTen(18);
  }

  private Liquidity pair(int n) {
    int[] two = twoTokens();
    BigDecimal depth = depth();
    return new Liquidity.ConstantProduct(
        Integer.toString(n),
        address(1_000 + n),
        90_000,
        address(900),
        tokens.get(two[0]),
        tokens.get(two[1]),
        amount(two[0], depth),
        amount(two[1], depth.multiply(near(0.02))),
        30);
  }

  private Liquidity concentrated(int n) {
    int[] two = twoTokens();
    BigDecimal price = weiWorth(two[0]).divide(weiWorth(two[1]), DIGITS).multiply(near(0.02));
    BigInteger sqrtPrice = price.sqrt(DIGITS).multiply(new BigDecimal(Q96)).toBigInteger();
    int fee = List.of(100, 500, 3_000, 10_000).get(random.nextInt(4));
    int spacing = List.of(1, 10, 60, 200).get(List.of(100, 500, 3_000, 10_000).indexOf(fee));
    int tick = TickMath.tickAt(sqrtPrice);
    // Active liquidity as a V2 pool of that depth would have: amount0 * sqrt(price).
    BigInteger whole =
        new BigDecimal(amount(two[0], depth())).multiply(price.sqrt(DIGITS)).toBigInteger();
    SortedMap<Integer, BigInteger> net = new TreeMap<>();
    BigInteger active = BigInteger.ZERO;
    for (int position = random.nextInt(1, 4); position > 0; position--) {
      int centre = Math.floorDiv(tick, spacing) + random.nextInt(-20, 21);
      int width = random.nextInt(1, 6_000 / spacing + 2);
      int lower = (centre - width) * spacing;
      int upper = (centre + width) * spacing;
      BigInteger liquidity =
          whole.divide(BigInteger.valueOf(random.nextInt(1, 5))).max(BigInteger.ONE);
      net.merge(lower, liquidity, BigInteger::add);
      net.merge(upper, liquidity.negate(), BigInteger::add);
      if (lower <= tick && tick < upper) {
        active = active.add(liquidity);
      }
    }
    return new Liquidity.Concentrated(
        Integer.toString(n),
        address(1_000 + n),
        130_000,
        address(901),
        tokens.get(two[0]),
        tokens.get(two[1]),
        sqrtPrice,
        active,
        tick,
        net,
        fee);
  }

  private Order order(int n) {
    int[] two = twoTokens();
    boolean up = random.nextBoolean();
    int sell = two[up ? 0 : 1];
    int buy = two[up ? 1 : 0];
    BigDecimal worth = BigDecimal.valueOf(random.nextLong(1, 40_000)).scaleByPowerOfTen(15);
    BigInteger sellAmount = amount(sell, worth);
    BigInteger buyAmount = amount(buy, worth.multiply(near(0.08)).multiply(new BigDecimal("0.97")));
    Side side = random.nextBoolean() ? Side.SELL : Side.BUY;
    return order(
        n, tokens.get(sell), tokens.get(buy), sellAmount, buyAmount, side, random.nextInt(3) == 0);
  }

  /** An order of the n-th owner. */
  public static Order order(
      int n,
      Address sellToken,
      Address buyToken,
      BigInteger sellAmount,
      BigInteger buyAmount,
      Side side,
      boolean partiallyFillable) {
    Address owner = address(20_000 + n);
    Intent intent =
        new Intent(
            owner,
            owner,
            sellToken,
            buyToken,
            sellAmount,
            buyAmount,
            side,
            partiallyFillable,
            0,
            Intent.MAX_TIME,
            BigInteger.valueOf(n),
            Bytes32.ZERO);
    byte[] hash = new byte[Bytes32.SIZE];
    new SplittableRandom(n * 31L + 7).nextBytes(hash);
    return new Order(
        new IntentUid(Bytes32.of(hash), owner, Intent.MAX_TIME), intent, sellAmount, buyAmount);
  }
}
