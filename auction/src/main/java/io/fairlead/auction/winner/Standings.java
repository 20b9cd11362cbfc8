package io.fairlead.auction.winner;

import io.fairlead.contracts.primitive.Address;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The solvers' standings at one moment. Immutable.
 *
 * @param ppm of those who do not have the full standing, by account
 */
public record Standings(SortedMap<Address, Integer> ppm) {
  /** Everybody's is full. */
  public static final Standings FULL = new Standings(Collections.emptySortedMap());

  /**
   * Copies the map.
   *
   * @throws IllegalArgumentException if a standing is full, and so need not be said, or below zero
   */
  public Standings {
    ppm = Collections.unmodifiableSortedMap(new TreeMap<>(ppm));
    for (int one : ppm.values()) {
      if (one < 0 || one >= StandingRule.FULL) {
        throw new IllegalArgumentException("a standing is from 0 and below " + StandingRule.FULL);
      }
    }
  }

  /** An account's standing, ppm. */
  public int of(Address account) {
    return ppm.getOrDefault(account, StandingRule.FULL);
  }

  /** With the outcome of one more award of an account. */
  public Standings after(StandingRule rule, Address account, boolean settled) {
    int next = rule.after(of(account), settled);
    SortedMap<Address, Integer> changed = new TreeMap<>(ppm);
    if (next == StandingRule.FULL) {
      changed.remove(account);
    } else {
      changed.put(account, next);
    }
    return new Standings(changed);
  }
}
