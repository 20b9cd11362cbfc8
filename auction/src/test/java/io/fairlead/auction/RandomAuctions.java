package io.fairlead.auction;

import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.EngineInteraction;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.FeePolicy;
import io.fairlead.auction.engine.JitTrade;
import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Order;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.TokenInfo;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.IntentUid;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Seeded random values of the auction's types. A property that fails names the seed of its case;
 * {@code -Dfairlead.seed=...} runs that case alone.
 */
public final class RandomAuctions {
  private final SplittableRandom random;

  /** Values which depend on {@code seed} alone. */
  public RandomAuctions(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /** Checks {@code property} on {@code cases} seeds. */
  public static void forAll(int cases, Consumer<RandomAuctions> property) {
    Long only = Long.getLong("fairlead.seed");
    long first = only == null ? 1 : only;
    for (long seed = first; seed < first + (only == null ? cases : 1); seed++) {
      try {
        property.accept(new RandomAuctions(seed));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("fails with -Dfairlead.seed=" + seed + ": " + e.getMessage(), e);
      }
    }
  }

  /** In {@code [0, bound)}. */
  public int below(int bound) {
    return random.nextInt(bound);
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

  /** Any address. */
  public Address address() {
    return Address.of(array(Address.SIZE));
  }

  /** Any word. */
  public Bytes32 bytes32() {
    return Bytes32.of(array(Bytes32.SIZE));
  }

  /** Of at most {@code bits} bits, each length equally likely. */
  public BigInteger uint(int bits) {
    return new BigInteger(1, array(bits / 8 + 1)).mod(BigInteger.ONE.shiftLeft(below(bits + 1)));
  }

  /** As {@link #uint}, above zero. */
  public BigInteger positive(int bits) {
    return uint(bits).max(BigInteger.ONE);
  }

  /** A shuffled copy. */
  public <T> List<T> shuffled(List<T> values) {
    List<T> copy = new ArrayList<>(values);
    for (int i = copy.size() - 1; i > 0; i--) {
      copy.set(i, copy.set(below(i + 1), copy.get(i)));
    }
    return copy;
  }

  /** Any intent. */
  public Intent intent() {
    return intent(bytes32());
  }

  /** Any intent with this {@code appData}. */
  public Intent intent(Bytes32 appData) {
    return new Intent(
        address(),
        address(),
        address(),
        address(),
        uint(128),
        uint(128),
        bool() ? Side.SELL : Side.BUY,
        bool(),
        uint(32).longValue(),
        uint(32).longValue(),
        uint(256),
        appData);
  }

  /** Any order. */
  public Order order() {
    Intent intent = intent();
    return new Order(
        new IntentUid(bytes32(), intent.owner(), intent.validTo()),
        intent,
        uint(128),
        uint(128),
        bool() ? Bytes.of(array(64)) : null,
        feePolicies());
  }

  private List<FeePolicy> feePolicies() {
    List<FeePolicy> policies = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      policies.add(
          switch (below(3)) {
            case 0 -> new FeePolicy.Surplus(factor(), factor());
            case 1 ->
                new FeePolicy.PriceImprovement(factor(), factor(), uint(256), uint(256), uint(256));
            default -> new FeePolicy.Volume(factor());
          });
    }
    return policies;
  }

  private BigDecimal factor() {
    int units = below(10_000);
    return units == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(units, 4).stripTrailingZeros();
  }

  /** Any pool of the kinds of which the chain can be asked. */
  public Liquidity pool(String id) {
    Address one = address();
    Address two = address();
    Address token0 = one.compareTo(two) < 0 ? one : two;
    Address token1 = token0.equals(one) ? two : one;
    if (bool()) {
      return new Liquidity.ConstantProduct(
          id, address(), below(200_000), address(), token0, token1, uint(112), uint(112), 30);
    }
    SortedMap<Integer, BigInteger> net = new TreeMap<>();
    for (int i = below(6); i > 0; i--) {
      net.put(below(1_774_545) - 887_272, bool() ? uint(127) : uint(127).negate());
    }
    return new Liquidity.Concentrated(
        id,
        address(),
        below(200_000),
        address(),
        token0,
        token1,
        uint(160),
        uint(128),
        below(1_774_545) - 887_272,
        net,
        below(1_000_000));
  }

  /** Any pool of any kind. */
  public Liquidity liquidity(String id) {
    return switch (below(5)) {
      case 0 -> {
        SortedMap<Address, Liquidity.WeightedReserve> reserves = new TreeMap<>();
        for (int i = 2 + below(7); i > 0; i--) {
          reserves.put(address(), new Liquidity.WeightedReserve(uint(112), uint(160), uint(59)));
        }
        yield new Liquidity.WeightedProduct(
            id,
            address(),
            below(200_000),
            bytes32(),
            reserves,
            uint(59),
            bool() ? Liquidity.WeightedVersion.V0 : Liquidity.WeightedVersion.V3_PLUS);
      }
      case 1 -> {
        SortedMap<Address, Liquidity.StableReserve> reserves = new TreeMap<>();
        for (int i = 2 + below(4); i > 0; i--) {
          reserves.put(address(), new Liquidity.StableReserve(uint(112), uint(160)));
        }
        yield new Liquidity.Stable(
            id, address(), below(200_000), bytes32(), reserves, uint(23), uint(59));
      }
      case 2 ->
          new Liquidity.LimitOrder(
              id,
              address(),
              below(200_000),
              bytes32(),
              address(),
              address(),
              uint(256),
              uint(256),
              uint(256));
      case 3 -> {
        List<Liquidity.CurveCoin> coins = new ArrayList<>();
        for (int i = 2 + below(4); i > 0; i--) {
          coins.add(
              new Liquidity.CurveCoin(
                  address(), new Liquidity.StableReserve(uint(256), uint(256))));
        }
        yield new Liquidity.CurveStable(
            id, address(), below(200_000), coins, uint(60), bool() ? 1 : 100, uint(33), uint(33));
      }
      default -> pool(id);
    };
  }

  /** Any request. */
  public SolveRequest request() {
    TreeMap<Address, TokenInfo> tokens = new TreeMap<>();
    List<Order> orders = new ArrayList<>();
    List<Liquidity> pools = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      tokens.put(
          address(),
          new TokenInfo(
              bool() ? below(256) : null,
              bool() ? "é\"\\\n" + below(9) : null,
              bool() ? uint(256) : null,
              uint(256),
              bool()));
      orders.add(order());
      pools.add(liquidity(Integer.toString(i)));
    }
    return new SolveRequest(
        bool() ? Integer.toString(below(1000)) : null,
        tokens,
        orders,
        pools,
        uint(256),
        Instant.ofEpochMilli(below(Integer.MAX_VALUE)));
  }

  /** Any solution the engine API can express. */
  public Solution solution() {
    TreeMap<Address, BigInteger> prices = new TreeMap<>();
    List<EngineTrade> trades = new ArrayList<>();
    List<EngineInteraction> interactions = new ArrayList<>();
    for (int i = below(4); i > 0; i--) {
      prices.put(address(), uint(256));
      trades.add(
          new EngineTrade(
              new IntentUid(bytes32(), address(), uint(32).longValue()), uint(256), uint(256)));
      interactions.add(
          bool()
              ? new EngineInteraction.LiquiditySwap(
                  Integer.toString(below(99)), address(), address(), uint(256), uint(256))
              : new EngineInteraction.Custom(
                  address(),
                  BigInteger.ZERO,
                  Bytes.of(array(below(70))),
                  List.of(new EngineInteraction.Allowance(address(), address(), uint(256))),
                  List.of(new EngineInteraction.TokenAmount(address(), uint(256))),
                  List.of(new EngineInteraction.TokenAmount(address(), uint(256)))));
    }
    return new Solution(
        below(1_000),
        prices,
        trades,
        bool() ? List.of() : List.of(jit(), jit()),
        interactions,
        below(1_000_000),
        bool() ? certificate() : null);
  }

  /** Any just-in-time trade without hooks. */
  public JitTrade jit() {
    return new JitTrade(intent(Bytes32.ZERO), Bytes.of(array(below(70))), uint(256), uint(256));
  }

  /** Any certificate, true or not. */
  public Certificate certificate() {
    TreeMap<Address, BigInteger> prices = new TreeMap<>();
    for (int i = below(4); i > 0; i--) {
      prices.put(address(), uint(Certificate.MAX_PRICE_BITS));
    }
    return new Certificate(bytes32(), prices, uint(512), uint(512), below(10_001));
  }
}
