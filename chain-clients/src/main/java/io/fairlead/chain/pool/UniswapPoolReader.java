package io.fairlead.chain.pool;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.ReturnWords;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads Uniswap V2 and V3 pools. What costs much to read, the ticks, is kept from block to block
 * and brought up to date by logs; the answer is the same as a fresh reading's. One call at a time.
 */
public final class UniswapPoolReader implements PoolReader {
  private static final int MAX_SPACING = 16_384;

  private final ChainReader chain;
  private final PoolDirectory directory;
  private final TickCache ticks;
  private @Nullable BlockRef last;

  /** Reads pools of {@code factories}. */
  public UniswapPoolReader(ChainReader chain, UniswapFactories factories) {
    this.chain = chain;
    this.directory = new PoolDirectory(chain, factories);
    this.ticks = new TickCache(chain);
  }

  @Override
  public synchronized List<PoolState> poolsAmong(List<Address> tokens, BlockRef block) {
    if (!continues(block)) {
      forget();
    }
    try {
      List<PoolState> pools = read(List.copyOf(new TreeSet<>(tokens)), block);
      // Logs are asked for by height: if the block left the chain meanwhile, they may be others.
      if (!isOnChain(block)) {
        throw new ChainException("block " + block.number() + " left the chain while it was read");
      }
      last = block;
      return pools;
    } catch (RuntimeException e) {
      forget();
      throw e;
    }
  }

  /** Whether what is remembered holds for {@code block} too, but for what logs tell. */
  private boolean continues(BlockRef block) {
    BlockRef known = last;
    if (known == null || block.equals(known)) {
      return true;
    }
    return block.number() > known.number() && isOnChain(known);
  }

  private boolean isOnChain(BlockRef block) {
    return chain.block(block.number()).filter(block::equals).isPresent();
  }

  private void forget() {
    directory.clear();
    ticks.clear();
    last = null;
  }

  private List<PoolState> read(List<Address> tokens, BlockRef block) {
    SortedMap<PoolKey, Address> pools = directory.among(tokens, block);
    List<ContractCall> calls = new ArrayList<>();
    pools.forEach((key, pool) -> {
      if (key.isV2()) {
        calls.add(new ContractCall(pool, UniswapCalls.RESERVES));
      } else {
        calls.add(new ContractCall(pool, UniswapCalls.SLOT0));
        calls.add(new ContractCall(pool, UniswapCalls.LIQUIDITY));
        calls.add(new ContractCall(pool, UniswapCalls.TICK_SPACING));
      }
    });
    Iterator<Optional<Bytes>> answers = chain.callAll(calls, block).iterator();
    SortedMap<Address, PoolState> states = new TreeMap<>();
    SortedMap<Address, Slot> slots = new TreeMap<>();
    pools.forEach((key, pool) -> {
      if (key.isV2()) {
        pair(key, pool, answers.next()).ifPresent(state -> states.put(pool, state));
      } else {
        slot(key, answers.next(), answers.next(), answers.next())
            .ifPresent(slot -> slots.put(pool, slot));
      }
    });
    addTicks(slots, states, block);
    return List.copyOf(states.values());
  }

  private static Optional<PoolState> pair(PoolKey key, Address pool, Optional<Bytes> reserves) {
    ReturnWords words = words(reserves);
    BigInteger reserve0 = words.unsigned(0, 112);
    BigInteger reserve1 = words.unsigned(1, 112);
    return reserve0.signum() == 0 || reserve1.signum() == 0
        ? Optional.empty()
        : Optional.of(new PoolState.V2(pool, key.token0(), key.token1(), reserve0, reserve1));
  }

  private static Optional<Slot> slot(
      PoolKey key, Optional<Bytes> slot0, Optional<Bytes> liquidity, Optional<Bytes> spacing) {
    ReturnWords words = words(slot0);
    BigInteger sqrtPrice = words.unsigned(0, 160);
    int tickSpacing = words(spacing).unsigned(0, 15).intValue();
    if (tickSpacing < 1 || tickSpacing > MAX_SPACING) {
      throw new ChainException("a pool has no possible tick spacing");
    }
    return sqrtPrice.signum() == 0
        ? Optional.empty()
        : Optional.of(
            new Slot(
                key,
                sqrtPrice,
                words.signed(1, 24).intValue(),
                words(liquidity).unsigned(0, 128),
                tickSpacing));
  }

  private void addTicks(
      SortedMap<Address, Slot> slots, SortedMap<Address, PoolState> states, BlockRef block) {
    SortedMap<Address, Integer> spacings = new TreeMap<>();
    slots.forEach((pool, slot) -> spacings.put(pool, slot.tickSpacing));
    ticks
        .at(spacings, block)
        .forEach((pool, net) -> {
          Slot slot = slots.get(pool);
          if (slot != null && !net.isEmpty()) {
            states.put(pool, slot.with(pool, net));
          }
        });
  }

  private static ReturnWords words(Optional<Bytes> answer) {
    return new ReturnWords(
        answer.orElseThrow(() -> new ChainException("a pool does not show its state")));
  }

  /** A V3 pool without its ticks. */
  private record Slot(
      PoolKey key, BigInteger sqrtPriceX96, int tick, BigInteger liquidity, int tickSpacing) {
    PoolState.V3 with(Address pool, SortedMap<Integer, BigInteger> liquidityNet) {
      return new PoolState.V3(
          pool,
          key.token0(),
          key.token1(),
          key.fee(),
          tickSpacing,
          sqrtPriceX96,
          liquidity,
          tick,
          liquidityNet);
    }
  }
}
