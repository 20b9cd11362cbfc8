package io.fairlead.solver.strategy;

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

  /** The one called {@code name}. */
  public static Optional<Strategy> named(String name) {
    return ALL.stream().filter(strategy -> strategy.name().equals(name)).findFirst();
  }
}
