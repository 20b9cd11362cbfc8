package io.fairlead.solver.engine;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.reading.OrderIndex;
import io.fairlead.auction.engine.reading.Received;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.clearing.GasTerms;
import io.fairlead.solver.recall.Memory;
import io.fairlead.solver.recall.Recall;
import io.fairlead.solver.strategy.Answers;
import java.util.List;

/** What an engine answers from the auction before, while it has searched for nothing yet. */
public final class FirstAnswers {
  private final Prepared prepared;
  private final Answers answers;

  private FirstAnswers(Prepared prepared) {
    this.prepared = prepared;
    this.answers = Answers.to(prepared::ready);
  }

  /** For an auction as it came. */
  public static FirstAnswers to(SolveRequest request) {
    return new FirstAnswers(new Prepared(request, OrderIndex.of(request.orders())));
  }

  /** The same as it was read. */
  public static FirstAnswers to(Received received) {
    return new FirstAnswers(new Prepared(received.request(), received.index()));
  }

  static FirstAnswers to(Prepared prepared) {
    return new FirstAnswers(prepared);
  }

  /** The best so far. */
  public Answers answers() {
    return answers;
  }

  /**
   * Offers ever better ones.
   *
   * @param memory of the auction before
   * @param offered told after each
   */
  public void offer(Memory memory, Budget budget, Runnable offered) {
    boolean most =
        Recall.repeat(
            memory,
            GasTerms.of(prepared.request()),
            prepared.index(),
            Prepared::ready,
            budget,
            (solution, worth) -> {
              answers.offer(List.of(solution), worth);
              offered.run();
            });
    if (!most && !memory.isEmpty() && !budget.spent()) {
      Recall.clear(
          memory,
          prepared.ready(),
          !answers.best().isEmpty(),
          budget,
          draft -> {
            answers.offer(List.of(draft.solution()), draft.score());
            offered.run();
          });
    }
  }
}
