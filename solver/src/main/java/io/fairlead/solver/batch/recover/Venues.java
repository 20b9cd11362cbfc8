package io.fairlead.solver.batch.recover;

import java.util.List;

/**
 * What orders may trade with beside each other.
 *
 * @param pools those with a curve
 * @param makers those with one price and one direction
 */
public record Venues(List<PoolTrade> pools, List<MakerTrade> makers) {
  /** Nothing. */
  public static final Venues NONE = new Venues(List.of(), List.of());

  /** Copies the lists. */
  public Venues {
    pools = List.copyOf(pools);
    makers = List.copyOf(makers);
  }

  /** How many there are. */
  public int size() {
    return pools.size() + makers.size();
  }

  /** Whether there is nothing. */
  public boolean isEmpty() {
    return size() == 0;
  }
}
