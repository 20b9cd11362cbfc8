package io.fairlead.auction.winner;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What winners have taken, and whether that leaves room for another. For one thread. */
public final class Taken {
  private final Set<TokenPair> pairs = new HashSet<>();
  private final Set<String> orders = new HashSet<>();
  private final Set<String> groups = new HashSet<>();
  private final Map<String, String> limited;

  /**
   * Nothing yet.
   *
   * @param limited by solver, the group of which at most one solution wins
   */
  public Taken(Map<String, String> limited) {
    this.limited = Map.copyOf(limited);
  }

  /** One more wins. */
  public void add(Contender winner) {
    pairs.addAll(winner.pairScores().keySet());
    orders.addAll(winner.orders().keySet());
    String group = limited.get(winner.solver());
    if (group != null) {
      groups.add(group);
    }
  }

  /** Whether it can win beside all that were added. */
  public boolean leaves(Contender contender) {
    String group = limited.get(contender.solver());
    return (group == null || !groups.contains(group))
        && contender.pairScores().keySet().stream().noneMatch(pairs::contains)
        && contender.orders().keySet().stream().noneMatch(orders::contains);
  }
}
