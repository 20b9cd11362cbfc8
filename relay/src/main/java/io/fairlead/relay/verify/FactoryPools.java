package io.fairlead.relay.verify;

import io.fairlead.auction.engine.Liquidity;
import io.fairlead.auction.verify.ChainEvidence.PoolState;
import io.fairlead.auction.verify.ChainEvidence.PoolState.Known;
import io.fairlead.auction.verify.ChainEvidence.PoolState.NoSuchPool;
import io.fairlead.auction.verify.ChainEvidence.PoolState.Untold;
import io.fairlead.chain.pool.PoolState.V2;
import io.fairlead.chain.pool.PoolState.V3;
import io.fairlead.chain.pool.UniswapFactories;
import io.fairlead.chain.pool.UniswapPoolReader;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.rpc.RpcErrorException;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The pools of the factories a verifier was given. What was read last is kept, by block: a reading
 * takes thousands of calls, and a verifier is often given several transcripts of one batch. For one
 * thread.
 */
final class FactoryPools {
  private static final int MAX_READ = 256;
  private static final int MAX_READERS = 64;

  private final ChainReader chain;
  private final Optional<Address> v2;
  private final Optional<Address> v3;
  private final Map<Asked, List<io.fairlead.chain.pool.PoolState>> read =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
            Map.Entry<Asked, List<io.fairlead.chain.pool.PoolState>> eldest) {
          return size() > MAX_READ;
        }
      };

  /** A reader knows what changed since the block before, so later batches cost few calls. */
  private final Map<Pair, UniswapPoolReader> readers =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Pair, UniswapPoolReader> eldest) {
          return size() > MAX_READERS;
        }
      };

  private record Pair(UniswapFactories factories, Address token0, Address token1) {}

  private record Asked(Pair pair, BlockRef block) {}

  FactoryPools(ChainReader chain, Optional<Address> v2, Optional<Address> v3) {
    this.chain = chain;
    this.v2 = v2;
    this.v3 = v3;
  }

  PoolState state(Liquidity recorded, BlockRef block) {
    return switch (recorded) {
      case Liquidity.ConstantProduct pair -> pair(pair, block);
      case Liquidity.Concentrated pool -> concentrated(pool, block);
      // No reader of these: such a line counts as not checked.
      case Liquidity.WeightedProduct _ -> new Untold();
      case Liquidity.Stable _ -> new Untold();
      case Liquidity.CurveStable _ -> new Untold();
      case Liquidity.LimitOrder _ -> new Untold();
    };
  }

  private PoolState pair(Liquidity.ConstantProduct pair, BlockRef block) {
    if (v2.isEmpty()) {
      return new Untold();
    }
    UniswapFactories factory = new UniswapFactories(v2, Optional.empty(), List.of());
    return state(
        new Asked(new Pair(factory, pair.token0(), pair.token1()), block),
        V2.class,
        pair.address(),
        state -> now(pair, state));
  }

  /** Of the tier the line names, be it a usual one or not. */
  private PoolState concentrated(Liquidity.Concentrated pool, BlockRef block) {
    if (v3.isEmpty()) {
      return new Untold();
    }
    UniswapFactories factory = new UniswapFactories(Optional.empty(), v3, List.of(pool.feePips()));
    return state(
        new Asked(new Pair(factory, pool.token0(), pool.token1()), block),
        V3.class,
        pool.address(),
        state -> now(pool, state));
  }

  private <S extends io.fairlead.chain.pool.PoolState> PoolState state(
      Asked asked, Class<S> kind, Address address, Function<S, Liquidity> now) {
    return pools(asked)
        .map(found ->
            found.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(state -> state.address().equals(address))
                .findFirst()
                .<PoolState>map(state -> new Known(now.apply(state)))
                .orElseGet(NoSuchPool::new))
        .orElseGet(Untold::new);
  }

  /** Empty if the node no longer keeps the block's state. */
  private Optional<List<io.fairlead.chain.pool.PoolState>> pools(Asked asked) {
    List<io.fairlead.chain.pool.PoolState> known = read.get(asked);
    if (known == null) {
      try {
        known = readNow(asked.pair, asked.block);
      } catch (RpcErrorException notKept) {
        return Optional.empty();
      }
      read.put(asked, known);
    }
    return Optional.of(known);
  }

  private List<io.fairlead.chain.pool.PoolState> readNow(Pair pair, BlockRef block) {
    List<Address> tokens = List.copyOf(new TreeSet<>(List.of(pair.token0, pair.token1)));
    UniswapPoolReader known = readers.get(pair);
    if (known != null) {
      try {
        return known.poolsAmong(tokens, block);
      } catch (RpcErrorException refused) {
        // Perhaps only the logs of so many blocks. A reader that failed remembers nothing.
        readers.remove(pair);
      }
    }
    return readers
        .computeIfAbsent(pair, _ -> new UniswapPoolReader(chain, pair.factories))
        .poolsAmong(tokens, block);
  }

  private static Liquidity now(Liquidity.ConstantProduct recorded, V2 state) {
    return new Liquidity.ConstantProduct(
        recorded.id(),
        state.address(),
        recorded.gasEstimate(),
        recorded.router(),
        state.token0(),
        state.token1(),
        state.reserve0(),
        state.reserve1(),
        recorded.feeBps());
  }

  private static Liquidity now(Liquidity.Concentrated recorded, V3 state) {
    return new Liquidity.Concentrated(
        recorded.id(),
        state.address(),
        recorded.gasEstimate(),
        recorded.router(),
        state.token0(),
        state.token1(),
        state.sqrtPriceX96(),
        state.liquidity(),
        state.tick(),
        state.liquidityNet(),
        state.feePips());
  }
}
