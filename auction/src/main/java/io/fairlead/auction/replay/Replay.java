package io.fairlead.auction.replay;

import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.replay.ExecutionCheck.Verdict;
import io.fairlead.auction.replay.ReplayedAuction.Tried;
import io.fairlead.auction.replay.ReplayedAuction.Won;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Holds recorded auctions again: the recorded bids are judged anew, another solver's beside them,
 * and winners are found by the rules given. Pure; thread safe.
 */
public final class Replay {
  private final ReplayRules rules;
  private final ExecutionCheck execution;

  /** By these rules. */
  public Replay(ReplayRules rules, ExecutionCheck execution) {
    this.rules = rules;
    this.execution = execution;
  }

  /** The solver that is tried, and what it answered to the recorded request. */
  public record TriedAnswer(String solver, Address account, Answer answer) {}

  /** With nobody new. */
  public ReplayedAuction replay(RecordedAuction auction) {
    return run(auction, null);
  }

  /** With one more solver. */
  public ReplayedAuction replay(RecordedAuction auction, TriedAnswer tried) {
    return run(auction, tried);
  }

  private ReplayedAuction run(RecordedAuction auction, @Nullable TriedAnswer tried) {
    SolutionJudge judge = auction.judge();
    SolveRequest request = auction.request(Instant.EPOCH);
    List<Entrant> recorded = Entrants.recorded(auction, execution, rules.without());
    List<Won> before = winners(auction, recorded);
    if (tried == null) {
      return result(auction, before, before, List.of(), null);
    }
    List<Entrant> all = new ArrayList<>(recorded);
    List<Judged> judged = new ArrayList<>();
    for (Judgement one : judged(judge, tried)) {
      Verdict verdict =
          one instanceof Judgement.Valid valid
              ? execution.of(request, valid.line().solution())
              : new Verdict.Unknown();
      judged.add(new Judged(one, verdict));
      if (one instanceof Judgement.Valid valid && !(verdict instanceof Verdict.Reverts)) {
        all.add(new Entrant(tried.solver(), tried.account(), true, valid));
      }
    }
    List<Won> after = winners(auction, all);
    return result(auction, before, after, tried(judged, after), failure(tried.answer()));
  }

  private record Judged(Judgement judgement, Verdict execution) {}

  private static ReplayedAuction result(
      RecordedAuction auction,
      List<Won> before,
      List<Won> after,
      List<Tried> tried,
      @Nullable String failure) {
    return new ReplayedAuction(
        auction.header().batch(),
        auction.entries().size(),
        auction.pools().size(),
        auction.landedSurplus(),
        before,
        after,
        tried,
        failure);
  }

  private static List<Judgement> judged(SolutionJudge judge, TriedAnswer tried) {
    return switch (tried.answer()) {
      case Answer.Solutions(List<Solution> solutions, List<RefusedSolution> refused) ->
          judge.judge(tried.account(), solutions, refused);
      case Answer.TimedOut _, Answer.Failed _ -> List.of();
    };
  }

  private static @Nullable String failure(Answer answer) {
    return switch (answer) {
      case Answer.Solutions _ -> null;
      case Answer.TimedOut _ -> "no answer in time";
      case Answer.Failed(String reason) -> reason;
    };
  }

  private static List<Tried> tried(List<Judged> judgements, List<Won> winners) {
    Set<Long> won = new HashSet<>();
    winners.stream().filter(Won::tried).forEach(winner -> won.add(winner.id()));
    List<Tried> tried = new ArrayList<>();
    for (Judged judged : judgements) {
      switch (judged.judgement()) {
        case Judgement.Valid valid -> tried.add(tried(valid, judged.execution(), won));
        case Judgement.Refused refused ->
            tried.add(
                new Tried.Refused(
                    refused.line().id(),
                    refused.rejection().reason(),
                    refused.rejection().detail()));
      }
    }
    return tried;
  }

  private static Tried tried(Judgement.Valid valid, Verdict execution, Set<Long> won) {
    long id = valid.line().id();
    Certificate certificate = valid.line().solution().certificate();
    return switch (execution) {
      case Verdict.Reverts(var detail) -> new Tried.Reverts(id, detail);
      case Verdict.Executes _, Verdict.Unknown _ ->
          new Tried.Valid(
              id,
              valid.score().total(),
              certificate == null ? null : certificate.gapBps(),
              execution instanceof Verdict.Executes,
              won.contains(id));
    };
  }

  private List<Won> winners(RecordedAuction auction, List<Entrant> entrants) {
    return switch (rules.selection()) {
      case SINGLE -> best(entrants, auction.seed());
      case COMBINATORIAL ->
          together(
              auction,
              entrants,
              SelectionRule.of(rules.maxWinners()),
              Collections.emptySortedMap());
      case RECORDED ->
          together(
              auction,
              entrants,
              auction.rules().rules().selection(),
              Entrants.limited(auction.rules(), entrants));
    };
  }

  private static List<Won> best(List<Entrant> entrants, Bytes32 seed) {
    return entrants.stream()
        .filter(entrant -> entrant.score().signum() > 0)
        .min(
            Comparator.comparing(Entrant::score)
                .reversed()
                .thenComparing(one -> Keccak.hash(seed.bytes(), one.hash().bytes()))
                .thenComparing(Entrant::key))
        .map(Replay::won)
        .stream()
        .toList();
  }

  private static List<Won> together(
      RecordedAuction auction,
      List<Entrant> entrants,
      SelectionRule rule,
      SortedMap<String, String> limited) {
    Map<String, Entrant> byKey = Entrants.byKey(entrants);
    List<Won> winners = new ArrayList<>();
    for (Contender winner : Entrants.elect(auction, entrants, rule, limited).winners()) {
      Entrant entrant = byKey.get(winner.key());
      if (entrant != null) {
        winners.add(won(entrant));
      }
    }
    return winners;
  }

  private static Won won(Entrant entrant) {
    return new Won(entrant.solver(), entrant.id(), entrant.tried(), entrant.score());
  }
}
