package io.fairlead.solver.strategy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every strategy there is. */
public final class Strategies {
  private static final List<Strategy> ALL =
      Stream.of(new BestPath(), new Matching(), new Optimal(), new Batch())
          .<Strategy>map(WithBaskets::new)
          .toList();

  private Strategies() {}

  /** All of them. */
  public static List<Strategy> all() {
    return ALL;
  }

  /**
   * The one called {@code name}, or of several names joined by {@code +} the best of them ({@link
   * BestOf}).
   *
   * @return empty if there is no such strategy, or one is named twice
   */
  public static Optional<Strategy> named(String name) {
    List<Strategy> parts = new ArrayList<>();
    for (String part : name.split("\\+", -1)) {
      Optional<Strategy> one =
          ALL.stream().filter(strategy -> strategy.name().equals(part)).findFirst();
      if (one.isEmpty() || parts.contains(one.get())) {
        return Optional.empty();
      }
      parts.add(one.get());
    }
    return Optional.of(parts.size() == 1 ? parts.getFirst() : new BestOf(parts));
  }
}
