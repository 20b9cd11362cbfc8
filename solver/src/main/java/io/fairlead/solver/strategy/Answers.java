package io.fairlead.solver.strategy;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.clearing.SolutionScore;
import io.fairlead.solver.clearing.Worth;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The best answer so far, while the search goes on. Any thread may offer and any may read at any
 * time; what it reads is a complete answer, and its first solution never scores less than that of
 * one read before.
 */
public final class Answers {
  private static final Held NOTHING = new Held(List.of(), Worth.of(Rational.ZERO));

  private final Function<Solution, Worth> score;
  private final Consumer<List<Solution>> next;
  private volatile Held held = NOTHING;

  private record Held(List<Solution> solutions, Worth score) {}

  private Answers(Function<Solution, Worth> score, Consumer<List<Solution>> next) {
    this.score = score;
    this.next = next;
  }

  /** For answers to {@code request}. */
  public static Answers to(SolveRequest request) {
    return to(() -> request);
  }

  /** The same; the request is asked for when there are two answers to compare. */
  public static Answers to(Supplier<SolveRequest> request) {
    return new Answers(SolutionScore.comparing(request), better -> {});
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
  public void offer(List<Solution> answer, Rational first) {
    offer(answer, Worth.of(first));
  }

  /** The same with what a comparison needs at hand. */
  public synchronized void offer(List<Solution> answer, Worth first) {
    if (held.solutions().isEmpty() || first.compareTo(held.score()) >= 0) {
      held = new Held(List.copyOf(answer), first);
      next.accept(held.solutions());
    }
  }

  /** The same with the best of another search. */
  void offer(Answers other) {
    Held theirs = other.held;
    if (!theirs.solutions().isEmpty()) {
      offer(theirs.solutions(), theirs.score());
    }
  }

  /** The best so far; empty if there is none yet. */
  public List<Solution> best() {
    return held.solutions();
  }

  /** What the best so far scores, native wei; zero if there is none yet. */
  public Rational score() {
    return held.score().exact();
  }
}
