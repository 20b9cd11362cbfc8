package io.fairlead.relay.settling;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.chain.pool.PoolReader;
import io.fairlead.chain.pool.PoolState;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The known pools at a block in the solver-engine API's form, the newest blocks' kept. Thread safe.
 */
public final class PoolLiquidity {
  private static final int KEPT = 4;
  private static final int V2_FEE_BPS = 30;
  // Gas of one swap through the router, as usually seen on mainnet; only a hint to solvers.
  private static final long V2_GAS = 110_000;
  private static final long V3_GAS = 140_000;

  private final PoolReader reader;
  private final List<Address> tokens;
  private final Optional<Address> v2Router;
  private final Optional<Address> v3Router;
  private final Map<BlockRef, List<Liquidity>> kept =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<BlockRef, List<Liquidity>> eldest) {
          return size() > KEPT;
        }
      };

  /** Pools among {@code tokens}, swapped through these routers. */
  public PoolLiquidity(
      PoolReader reader,
      List<Address> tokens,
      Optional<Address> v2Router,
      Optional<Address> v3Router) {
    this.reader = reader;
    this.tokens = List.copyOf(tokens);
    this.v2Router = v2Router;
    this.v3Router = v3Router;
  }

  /**
   * Pools at {@code block}; ids count from 0 in order of address.
   *
   * @throws io.fairlead.chain.ChainException if they cannot be read
   */
  public synchronized List<Liquidity> at(BlockRef block) {
    List<Liquidity> known = kept.get(block);
    if (known == null) {
      known = map(reader.poolsAmong(tokens, block));
      kept.put(block, known);
    }
    return known;
  }

  private List<Liquidity> map(List<PoolState> pools) {
    List<PoolState> sorted = new ArrayList<>(pools);
    sorted.sort(Comparator.comparing(PoolState::address));
    List<Liquidity> mapped = new ArrayList<>();
    for (PoolState pool : sorted) {
      String id = Integer.toString(mapped.size());
      switch (pool) {
        case PoolState.V2 pair -> v2Router.ifPresent(router -> mapped.add(map(id, pair, router)));
        case PoolState.V3 concentrated ->
            v3Router.ifPresent(router -> mapped.add(map(id, concentrated, router)));
      }
    }
    return List.copyOf(mapped);
  }

  private static Liquidity map(String id, PoolState.V2 pair, Address router) {
    return new Liquidity.ConstantProduct(
        id,
        pair.address(),
        V2_GAS,
        router,
        pair.token0(),
        pair.token1(),
        pair.reserve0(),
        pair.reserve1(),
        V2_FEE_BPS);
  }

  private static Liquidity map(String id, PoolState.V3 pool, Address router) {
    return new Liquidity.Concentrated(
        id,
        pool.address(),
        V3_GAS,
        router,
        pool.token0(),
        pool.token1(),
        pool.sqrtPriceX96(),
        pool.liquidity(),
        pool.tick(),
        pool.liquidityNet(),
        pool.feePips());
  }
}
