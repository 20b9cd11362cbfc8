package io.fairlead.devnet.bench.route;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.engine.Liquidity.StableReserve;
import io.fairlead.auction.engine.Liquidity.WeightedReserve;
import io.fairlead.auction.engine.Liquidity.WeightedVersion;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.dual.edge.EdgeData;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import io.fairlead.solver.route.PoolBook;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A generated graph as Balancer pools in integers. */
final class IntegerPools {
  private static final BigInteger ONE = BigInteger.TEN.pow(18);
  private static final long WEIGHTED_GAS = 100_000;
  private static final long STABLE_GAS = 120_000;

  private IntegerPools() {}

  /** The pools; dust that comes to less than a unit of a token is none. */
  static PoolBook of(PricedGraph graph) {
    List<Pool> pools = new ArrayList<>();
    for (int i = 0; i < graph.edges().size(); i++) {
      liquidity(graph, i).flatMap(Pools::of).ifPresent(pools::add);
    }
    return PoolBook.of(pools);
  }

  /** Address of a token; ascending with the number. */
  static Address token(int number) {
    return address(0x10, number);
  }

  private static Address address(int first, int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[0] = (byte) first;
    bytes[18] = (byte) (number >> 8);
    bytes[19] = (byte) number;
    return Address.of(bytes);
  }

  private static Optional<Liquidity> liquidity(PricedGraph graph, int number) {
    String id = String.format("%05d", number);
    Address address = address(0x20, number);
    return switch (graph.edges().get(number)) {
      case EdgeData.Weighted pool ->
          Optional.of(
              new Liquidity.WeightedProduct(
                  id,
                  address,
                  WEIGHTED_GAS,
                  Bytes32.ZERO,
                  weighted(pool),
                  fee(pool.gamma()),
                  WeightedVersion.V3_PLUS));
      case EdgeData.Stable pool ->
          Optional.of(
              new Liquidity.Stable(
                  id,
                  address,
                  STABLE_GAS,
                  Bytes32.ZERO,
                  stable(pool),
                  whole(1_000 * pool.amplification() / pool.tokens().length),
                  fee(pool.gamma())));
      case EdgeData.Product ignored -> Optional.empty();
      case EdgeData.Concentrated ignored -> Optional.empty();
      case EdgeData.Limit ignored -> Optional.empty();
    };
  }

  private static SortedMap<Address, WeightedReserve> weighted(EdgeData.Weighted pool) {
    double sum = Arrays.stream(pool.weights()).sum();
    SortedMap<Address, WeightedReserve> reserves = new TreeMap<>();
    BigInteger left = ONE;
    for (int coin = 0; coin < pool.tokens().length; coin++) {
      boolean last = coin + 1 == pool.tokens().length;
      BigInteger weight = last ? left : whole(1e18 * pool.weights()[coin] / sum);
      left = left.subtract(weight);
      int token = pool.tokens()[coin];
      reserves.put(
          token(token), new WeightedReserve(whole(pool.reserves()[coin]), factor(token), weight));
    }
    return reserves;
  }

  /** Tokens have 18, 6, 18 and 8 decimals in turn, as in {@link Generators}. */
  private static BigInteger factor(int token) {
    int decimals = new int[] {18, 6, 18, 8}[token % 4];
    return BigInteger.TEN.pow(36 - decimals);
  }

  private static SortedMap<Address, StableReserve> stable(EdgeData.Stable pool) {
    SortedMap<Address, StableReserve> reserves = new TreeMap<>();
    for (int coin = 0; coin < pool.tokens().length; coin++) {
      reserves.put(
          token(pool.tokens()[coin]),
          new StableReserve(whole(pool.reserves()[coin]), whole(1e36 * pool.rates()[coin])));
    }
    return reserves;
  }

  private static BigInteger fee(double gamma) {
    return whole(1e18 * (1 - gamma));
  }

  private static BigInteger whole(double amount) {
    return new BigDecimal(amount).toBigInteger();
  }
}
