package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The best answer so far, while the search goes on. The searching thread offers, any other may read
 * at any time; what it reads is a complete answer.
 */
public final class Answers {
  private final Consumer<List<Solution>> next;
  private volatile List<Solution> best = List.of();

  /** Nothing yet. */
  public Answers() {
    this(better -> {});
  }

  private Answers(Consumer<List<Solution>> next) {
    this.next = next;
  }

  /** Takes over a better answer than those before. */
  public void offer(List<Solution> better) {
    best = List.copyOf(better);
    next.accept(best);
  }

  /** Answers of a part of the search; each is offered here once {@code completed}. */
  Answers of(UnaryOperator<List<Solution>> completed) {
    return new Answers(part -> offer(completed.apply(part)));
  }

  /** The best so far; empty if there is none yet. */
  public List<Solution> best() {
    return best;
  }
}
