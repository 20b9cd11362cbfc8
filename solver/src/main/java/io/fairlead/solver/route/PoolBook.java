package io.fairlead.solver.route;

import io.fairlead.solver.pool.Pool;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The pools of one request in some state. Immutable: a swap yields a new book, so that swaps later
 * in the same settlement see what earlier ones left behind.
 */
public final class PoolBook {
  private static final Comparator<Pool> ORDER =
      Comparator.comparing(Pool::address).thenComparing(Pool::id);

  private final SortedMap<String, Pool> initial;
  private final SortedMap<String, Pool> changed;

  private PoolBook(SortedMap<String, Pool> initial, SortedMap<String, Pool> changed) {
    this.initial = initial;
    this.changed = changed;
  }

  /**
   * A book of {@code pools}. Of two pools with one id or one address only the first by address and
   * id counts: a solution could not say which it means, or would count one pool's liquidity twice.
   * Only orders of one exchange may share an address.
   */
  public static PoolBook of(Collection<? extends Pool> pools) {
    SortedMap<String, Pool> byId = new TreeMap<>();
    Pool previous = null;
    for (Pool pool : pools.stream().sorted(ORDER).toList()) {
      if (previous == null || pool.sharesAddress() || !previous.address().equals(pool.address())) {
        byId.putIfAbsent(pool.id(), pool);
      }
      previous = pool;
    }
    return new PoolBook(Collections.unmodifiableSortedMap(byId), Collections.emptySortedMap());
  }

  /** Every pool as it was at first, ascending by id. */
  public Collection<Pool> pools() {
    return initial.values();
  }

  /**
   * A pool as it is now.
   *
   * @throws IllegalArgumentException if there is none with this id
   */
  public Pool get(String id) {
    Pool now = changed.get(id);
    if (now == null) {
      now = initial.get(id);
    }
    if (now == null) {
      throw new IllegalArgumentException("no pool " + id);
    }
    return now;
  }

  /** Whether there is a pool with this id. */
  public boolean has(String id) {
    return initial.containsKey(id);
  }

  /** This book with one pool in a new state. */
  public PoolBook with(Pool pool) {
    SortedMap<String, Pool> after = new TreeMap<>(changed);
    after.put(pool.id(), pool);
    return new PoolBook(initial, after);
  }

  /** This book with some pools in new states. */
  public PoolBook with(Collection<? extends Pool> pools) {
    SortedMap<String, Pool> after = new TreeMap<>(changed);
    pools.forEach(pool -> after.put(pool.id(), pool));
    return new PoolBook(initial, after);
  }
}
