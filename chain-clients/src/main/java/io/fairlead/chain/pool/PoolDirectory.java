package io.fairlead.chain.pool;

import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.ContractCall;
import io.fairlead.chain.read.ReturnWords;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Where the pools are as of one block of the chain. A factory never changes or removes an entry,
 * and logs each new one: only then are pools that were not there asked for again. For one thread.
 */
final class PoolDirectory {
  private final ChainReader chain;
  private final UniswapFactories factories;
  private final Map<PoolKey, Address> found = new TreeMap<>();

  private final Set<PoolKey> missing = new TreeSet<>();
  private @Nullable BlockRef asOf;

  PoolDirectory(ChainReader chain, UniswapFactories factories) {
    this.chain = chain;
    this.factories = factories;
  }

  /** Forgets everything, after blocks left the chain. */
  void clear() {
    found.clear();
    missing.clear();
    asOf = null;
  }

  /**
   * The pools at {@code block} among {@code tokens}, which ascend without repetition. The block is
   * not before any block asked for since the last {@link #clear} and is on the same chain.
   */
  SortedMap<PoolKey, Address> among(List<Address> tokens, BlockRef block) {
    List<PoolKey> keys = PoolKey.among(tokens, factories);
    if (hasNewPools(block)) {
      missing.clear();
    }
    probe(
        keys.stream().filter(key -> !found.containsKey(key) && !missing.contains(key)).toList(),
        block);
    asOf = block;
    SortedMap<PoolKey, Address> pools = new TreeMap<>();
    for (PoolKey key : keys) {
      Address pool = found.get(key);
      if (pool != null) {
        pools.put(key, pool);
      }
    }
    return pools;
  }

  private boolean hasNewPools(BlockRef block) {
    List<Bytes32> topics = List.of(UniswapCalls.PAIR_CREATED, UniswapCalls.POOL_CREATED);
    return asOf != null
        && !missing.isEmpty()
        && !chain.logs(factories.addresses(), topics, asOf.number() + 1, block.number()).isEmpty();
  }

  private void probe(List<PoolKey> keys, BlockRef block) {
    List<ContractCall> calls = new ArrayList<>();
    keys.forEach(key -> calls.add(key.lookup(factories)));
    List<Optional<Bytes>> answers = chain.callAll(calls, block);
    for (int i = 0; i < keys.size(); i++) {
      // No answer: the factory itself is not there yet.
      Optional<Address> pool =
          answers
              .get(i)
              .map(ReturnWords::new)
              .filter(words -> words.has(1))
              .map(words -> words.address(0))
              .filter(address -> !address.isZero());
      PoolKey key = keys.get(i);
      if (pool.isPresent()) {
        found.put(key, pool.get());
      } else {
        missing.add(key);
      }
    }
  }
}
