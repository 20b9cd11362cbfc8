package io.fairlead.devnet.differential;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.chain.pool.PoolReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.relay.settling.PoolLiquidity;
import io.fairlead.solver.pool.Pool;
import io.fairlead.solver.pool.Pools;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Pools as a solver gets them: read from the chain, put into a request, made computable. */
final class KnownPools {
  private final UniswapWorld world;
  private final PoolLiquidity liquidity;

  /** Pools among {@code tokens}. */
  KnownPools(UniswapWorld world, PoolReader reader, List<Address> tokens) {
    this.world = world;
    this.liquidity =
        new PoolLiquidity(
            reader,
            tokens,
            Optional.of(world.deployment().uniswapV2().router()),
            Optional.of(world.deployment().uniswapV3().router()));
  }

  /** A pool and what it was made of. */
  record Known(Liquidity request, Pool pool) {}

  /** As of the newest block, by address. */
  SortedMap<Address, Known> now() {
    SortedMap<Address, Known> known = new TreeMap<>();
    for (Liquidity one : liquidity.at(world.head())) {
      known.put(one.address(), new Known(one, Pools.of(one).orElseThrow()));
    }
    return known;
  }
}
