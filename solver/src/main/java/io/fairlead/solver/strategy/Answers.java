package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.clearing.SolutionScore;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The best answer so far, while the search goes on. Any thread may offer and any may read at any
 * time; what it reads is a complete answer, and its first solution never scores less than that of
 * one read before.
 */
public final class Answers {
  private static final Held NOTHING = new Held(List.of(), Rational.ZERO);

  private final Function<Solution, Rational> score;
  private final Consumer<List<Solution>> next;
  private volatile Held held = NOTHING;

  private record Held(List<Solution> solutions, Rational score) {}

  private Answers(Function<Solution, Rational> score, Consumer<List<Solution>> next) {
    this.score = score;
    this.next = next;
  }

  /** For answers to {@code request}. */
  public static Answers to(SolveRequest request) {
    return new Answers(SolutionScore.in(request), better -> {});
  }

  /** Answers of a part of the search; each is offered here once {@code completed}. */
  Answers of(UnaryOperator<List<Solution>> completed) {
    return new Answers(score, part -> offer(completed.apply(part)));
  }

  /** Takes over an answer unless its first solution scores less than the best so far. */
  public void offer(List<Solution> answer) {
    if (!answer.isEmpty()) {
      offer(answer, score.apply(answer.getFirst()));
    }
  }

  /**
   * The same with the score at hand.
   *
   * @param first what the first solution scores
   */
  public synchronized void offer(List<Solution> answer, Rational first) {
    if (held.solutions().isEmpty() || first.compareTo(held.score()) >= 0) {
      held = new Held(List.copyOf(answer), first);
      next.accept(held.solutions());
    }
  }

  /** The best so far; empty if there is none yet. */
  public List<Solution> best() {
    return held.solutions();
  }

  /** What the best so far scores, native wei; zero if there is none yet. */
  public Rational score() {
    return held.score();
  }
}
