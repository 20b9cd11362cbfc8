package io.fairlead.solver;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.CurveCoin;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;

/** Adds to a random auction the kinds of liquidity that only other auctioneers have. */
public final class ForeignLiquidity {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);

  private final SolveRequest request;
  private final Random random;

  private ForeignLiquidity(SolveRequest request, long seed) {
    this.request = request;
    this.random = new Random(seed);
  }

  /** {@code count} of them, near the reference prices, and of the others every second. */
  public static SolveRequest added(SolveRequest request, long seed, int count) {
    ForeignLiquidity foreign = new ForeignLiquidity(request, seed);
    List<Liquidity> pools = new ArrayList<>();
    for (int i = 0; i < request.liquidity().size(); i += 2) {
      pools.add(request.liquidity().get(i));
    }
    for (int i = 0; i < count; i++) {
      pools.add(foreign.next(2_000 + i));
    }
    return new SolveRequest(
        request.id(),
        request.tokens(),
        request.orders(),
        pools,
        request.effectiveGasPrice(),
        request.deadline());
  }

  private Liquidity next(int n) {
    String id = Integer.toString(n);
    List<Address> tokens = new ArrayList<>(request.tokens().keySet());
    Collections.shuffle(tokens, random);
    List<Address> some = tokens.subList(0, 2 + random.nextInt(tokens.size() - 1));
    BigInteger depth = ONE.multiply(BigInteger.valueOf(20 + random.nextInt(2_000)));
    return switch (random.nextInt(4)) {
      case 0 -> weighted(id, n, some, depth);
      case 1 -> stable(id, n, some, depth);
      case 2 -> curve(id, n, some, depth);
      default -> order(id, some, depth.shiftRight(5));
    };
  }

  private Liquidity weighted(String id, int n, List<Address> tokens, BigInteger depth) {
    SortedMap<Address, WeightedReserve> reserves = new TreeMap<>();
    BigInteger share = BigInteger.valueOf(tokens.size());
    for (Address token : tokens) {
      reserves.put(
          token, new WeightedReserve(near(amount(token, depth)), factor(token), ONE.divide(share)));
    }
    return new Liquidity.WeightedProduct(
        id,
        RandomAuction.address(n),
        89_000,
        Bytes32.ZERO,
        reserves,
        BigInteger.TEN.pow(15).multiply(BigInteger.valueOf(random.nextInt(10))),
        random.nextBoolean() ? WeightedVersion.V0 : WeightedVersion.V3_PLUS);
  }

  private Liquidity stable(String id, int n, List<Address> tokens, BigInteger depth) {
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    for (Address token : tokens) {
      // The rate makes them all worth the same.
      reserves.put(token, new StableReserve(near(amount(token, depth)), price(token)));
    }
    return new Liquidity.Stable(
        id,
        RandomAuction.address(n),
        120_000,
        Bytes32.ZERO,
        reserves,
        BigInteger.valueOf(1_000L * (1 + random.nextInt(200))),
        BigInteger.TEN.pow(14).multiply(BigInteger.valueOf(random.nextInt(10))));
  }

  private Liquidity curve(String id, int n, List<Address> tokens, BigInteger depth) {
    List<CurveCoin> coins = new ArrayList<>();
    for (Address token : tokens) {
      coins.add(new CurveCoin(token, new StableReserve(near(amount(token, depth)), price(token))));
    }
    int precision = random.nextBoolean() ? 1 : 100;
    return new Liquidity.CurveStable(
        id,
        RandomAuction.address(n),
        130_000,
        coins,
        BigInteger.valueOf((long) precision * (1 + random.nextInt(200))),
        precision,
        BigInteger.TEN.pow(6).multiply(BigInteger.valueOf(random.nextInt(10))),
        BigInteger.valueOf(5_000_000_000L));
  }

  private Liquidity order(String id, List<Address> tokens, BigInteger depth) {
    BigInteger taker = amount(tokens.get(1), depth);
    return new Liquidity.LimitOrder(
        id,
        RandomAuction.address(999),
        66_000,
        Bytes32.ZERO,
        tokens.get(0),
        tokens.get(1),
        near(amount(tokens.get(0), depth)),
        taker,
        taker.divide(BigInteger.valueOf(1_000)));
  }

  /** Two per cent up or down. */
  private BigInteger near(BigInteger amount) {
    return amount
        .multiply(BigInteger.valueOf(9_800 + random.nextInt(400)))
        .divide(BigInteger.valueOf(10_000))
        .max(BigInteger.ONE);
  }

  private BigInteger amount(Address token, BigInteger worth) {
    return worth.multiply(ONE).divide(price(token)).max(BigInteger.TWO);
  }

  private BigInteger price(Address token) {
    return Objects.requireNonNull(
        Objects.requireNonNull(request.tokens().get(token)).referencePrice());
  }

  private BigInteger factor(Address token) {
    Integer decimals = Objects.requireNonNull(request.tokens().get(token)).decimals();
    return ONE.multiply(BigInteger.TEN.pow(18 - Objects.requireNonNull(decimals)));
  }
}
