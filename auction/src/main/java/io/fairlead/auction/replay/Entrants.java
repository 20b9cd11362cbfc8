package io.fairlead.auction.replay;

import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.replay.ExecutionCheck.Verdict;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.winner.CombinatorialSelection;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.SelectionRule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Those who compete in a recorded auction that is held again. */
public final class Entrants {
  private static final Set<RejectionReason> BY_SEAL =
      Set.of(RejectionReason.NOT_COMMITTED, RejectionReason.WRONG_SCORE);

  private Entrants() {}

  /**
   * The recorded solutions that are valid, judged anew, less those that reverted in simulation or
   * would by the check. What was refused for its seal stays out: what it was held against is gone.
   *
   * @param without solvers whose bids are left out
   */
  public static List<Entrant> recorded(
      RecordedAuction auction, ExecutionCheck execution, Set<String> without) {
    SolutionJudge judge = auction.judge();
    SolveRequest request = auction.request(Instant.EPOCH);
    List<Entrant> entrants = new ArrayList<>();
    for (BidLine bid : auction.bids()) {
      if (!without.contains(bid.solver())) {
        for (Judgement one : judge.judge(bid.account(), solutions(bid), List.of())) {
          if (one instanceof Judgement.Valid valid
              && !auction.failed(bid.solver(), valid.line().id())
              && !(execution.of(request, valid.line().solution()) instanceof Verdict.Reverts)) {
            entrants.add(new Entrant(bid.solver(), bid.account(), false, valid));
          }
        }
      }
    }
    return entrants;
  }

  /** As they were sent; what could not be read then cannot be now. */
  private static List<Solution> solutions(BidLine bid) {
    List<Solution> solutions = new ArrayList<>();
    for (JudgedSolution judged : bid.solutions()) {
      switch (judged) {
        case JudgedSolution.Valid valid -> solutions.add(valid.solution());
        case JudgedSolution.Rejected rejected when BY_SEAL.contains(rejected.reason()) -> {}
        case JudgedSolution.Rejected rejected -> solutions.add(rejected.solution());
        case JudgedSolution.Unreadable _ -> {}
      }
    }
    return solutions;
  }

  /**
   * Who wins of them by this rule.
   *
   * @param limited by solver, the group of which one solution wins at most
   */
  public static Selection elect(
      RecordedAuction auction,
      List<Entrant> entrants,
      SelectionRule rule,
      SortedMap<String, String> limited) {
    return new CombinatorialSelection(rule)
        .select(
            entrants.stream().filter(Entrant::fillsSomething).map(Entrant::contender).toList(),
            auction.seed(),
            limited);
  }

  /** Solvers of low standing, which win one place at most together with their account's others. */
  public static SortedMap<String, String> limited(
      TranscriptLine.Rules recorded, List<Entrant> entrants) {
    SortedMap<String, String> limited = new TreeMap<>();
    for (Entrant entrant : entrants) {
      int standing = recorded.standings().of(entrant.account());
      if (standing < recorded.rules().standing().minimum()) {
        limited.put(entrant.contender().solver(), entrant.account().toString());
      }
    }
    return limited;
  }

  /** By {@link Entrant#key}. */
  public static Map<String, Entrant> byKey(List<Entrant> entrants) {
    Map<String, Entrant> byKey = new TreeMap<>();
    entrants.forEach(entrant -> byKey.put(entrant.key(), entrant));
    return byKey;
  }
}
