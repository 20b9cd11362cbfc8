package io.fairlead.chain.pool;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.read.ChainLog;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The ticks of pools as of one block of the chain. A tick changes only with a Mint or Burn that
 * names it, so going to a later block means reading the named ticks. For one thread.
 */
final class TickCache {
  private static final int MAX_TICK = 887_272;

  private final ChainReader chain;
  private final TickReader reader;
  private final Map<Address, Entry> entries = new TreeMap<>();

  TickCache(ChainReader chain) {
    this.chain = chain;
    this.reader = new TickReader(chain);
  }

  /** Forgets everything, after blocks left the chain. */
  void clear() {
    entries.clear();
  }

  /**
   * The ticks of every pool at {@code block}, which is not before any block asked for since the
   * last {@link #clear} and is on the same chain.
   *
   * @param spacings tick spacing by pool
   */
  SortedMap<Address, SortedMap<Integer, BigInteger>> at(
      SortedMap<Address, Integer> spacings, BlockRef block) {
    catchUp(spacings, block);
    SortedMap<Address, SortedMap<Integer, BigInteger>> result = new TreeMap<>();
    spacings.forEach((pool, spacing) -> {
      Entry entry = entries.get(pool);
      if (entry == null) {
        entry = new Entry(block, reader.all(pool, spacing, block));
        entries.put(pool, entry);
      }
      result.put(pool, Collections.unmodifiableSortedMap(entry.ticks));
    });
    return result;
  }

  private void catchUp(SortedMap<Address, Integer> spacings, BlockRef block) {
    List<Address> behind = new ArrayList<>();
    long oldest = block.number();
    for (Address pool : spacings.keySet()) {
      Entry entry = entries.get(pool);
      if (entry != null && entry.block.number() < block.number()) {
        behind.add(pool);
        oldest = Math.min(oldest, entry.block.number());
      }
    }
    Map<Address, SortedSet<Integer>> touched = new TreeMap<>();
    List<Bytes32> topics = List.of(UniswapCalls.MINT, UniswapCalls.BURN);
    for (ChainLog log : chain.logs(behind, topics, oldest + 1, block.number())) {
      SortedSet<Integer> ticks = touched.computeIfAbsent(log.address(), _ -> new TreeSet<>());
      ticks.add(tick(log, 2));
      ticks.add(tick(log, 3));
    }
    for (Address pool : behind) {
      SortedMap<Integer, BigInteger> ticks = new TreeMap<>(entry(pool).ticks);
      SortedSet<Integer> changed = touched.get(pool);
      if (changed != null) {
        reader.refresh(pool, changed, ticks, block);
      }
      entries.put(pool, new Entry(block, ticks));
    }
  }

  private Entry entry(Address pool) {
    Entry entry = entries.get(pool);
    if (entry == null) {
      throw new IllegalStateException("no ticks of " + pool);
    }
    return entry;
  }

  private static int tick(ChainLog log, int topic) {
    if (log.topics().size() > topic) {
      BigInteger tick = new BigInteger(log.topics().get(topic).bytes());
      if (tick.abs().compareTo(BigInteger.valueOf(MAX_TICK)) <= 0) {
        return tick.intValue();
      }
    }
    throw new ChainException("a pool's log names no tick");
  }

  private record Entry(BlockRef block, SortedMap<Integer, BigInteger> ticks) {}
}
