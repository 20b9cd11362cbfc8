package io.fairlead.auction.run;

import io.fairlead.auction.election.Candidacy;
import io.fairlead.auction.election.Ending;
import io.fairlead.auction.engine.EngineBasketTrade;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineTrade;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.run.SolverPort.Reveal;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.settle.Rejection;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Who competes with what in one auction; tells solvers and listeners. For one thread. */
final class Competition {
  private final Batch batch;
  private final SolverPanel solvers;
  private final AuctionListener listener;
  private final Map<SolutionRef, Candidate> candidates = new LinkedHashMap<>();
  private final Set<SolutionRef> told = new HashSet<>();
  private final TreeSet<Bytes32> filledByValid = new TreeSet<>();
  private final SortedMap<Bytes32, String> refusedWith = new TreeMap<>();
  private final TreeSet<Bytes32> filled = new TreeSet<>();
  private final Set<Bytes32> failed = new HashSet<>();
  private final List<Candidate> settled = new ArrayList<>();
  private @Nullable Election first;

  Competition(Batch batch, SolverPanel solvers, AuctionListener listener) {
    this.batch = batch;
    this.solvers = solvers;
    this.listener = listener;
  }

  /** Judges what a solver opened and returns its line for the transcript. */
  BidLine enter(SealedRound.Entry entry, SolutionJudge judge) {
    String solver = entry.solver().name();
    SealedBids sealed = entry.sealed();
    listener.on(
        new AuctionEvent.Committed(number(), solver, sealed.by(), sealed.commitments().size()));
    return switch (entry.reveal()) {
      case Reveal.Openings answer -> {
        List<Judgement> judgements = judge.judge(sealed, answer.openings(), answer.refused());
        listener.on(
            new AuctionEvent.Answered(
                number(), solver, AnswerKind.SOLUTIONS, "", judgements.size()));
        judgements.forEach(judgement -> enter(entry.solver(), judgement));
        yield line(
            entry,
            AnswerKind.SOLUTIONS,
            "",
            unopened(solver, sealed.unopened(answer.openings())),
            judgements);
      }
      case Reveal.TimedOut timedOut -> {
        String reason =
            sealed.commitments().isEmpty()
                ? "no answer before the cut-off"
                : "the commitments were not opened in time";
        tell(solver, null, NotificationKind.TIMEOUT, reason);
        yield noAnswer(entry, AnswerKind.TIMED_OUT, reason);
      }
      case Reveal.Failed failed -> {
        String reason = cut(failed.reason());
        tell(solver, null, NotificationKind.DESERIALIZATION_ERROR, reason);
        yield noAnswer(entry, AnswerKind.FAILED, reason);
      }
    };
  }

  private BidLine noAnswer(SealedRound.Entry entry, AnswerKind kind, String message) {
    String solver = entry.solver().name();
    listener.on(new AuctionEvent.Answered(number(), solver, kind, message, 0));
    return line(entry, kind, message, unopened(solver, entry.sealed().commitments()), List.of());
  }

  /** Tells of commitments that stay closed, and returns them. */
  private List<Bytes32> unopened(String solver, List<Bytes32> commitments) {
    for (Bytes32 commitment : commitments) {
      listener.on(new AuctionEvent.NotOpened(number(), solver, commitment));
      tell(
          solver,
          null,
          NotificationKind.DRIVER_ERROR,
          "notOpened: commitment " + commitment + " was not opened");
    }
    return commitments;
  }

  private static BidLine line(
      SealedRound.Entry entry,
      AnswerKind kind,
      String message,
      List<Bytes32> unopened,
      List<Judgement> judgements) {
    return new BidLine(
        entry.solver().name(),
        entry.solver().account(),
        kind,
        message,
        unopened,
        judgements.stream().map(Judgement::line).toList());
  }

  private void enter(SolverPort solver, Judgement judgement) {
    switch (judgement) {
      case Judgement.Valid valid -> {
        JudgedSolution.Valid line = valid.line();
        Bid bid =
            new Bid(solver.name(), solver.account(), line.id(), line.solutionHash(), line.score());
        Candidate candidate = new Candidate(bid, valid);
        candidates.put(candidate.ref(), candidate);
        filledByValid.addAll(candidate.intents());
        listener.on(
            new AuctionEvent.Scored(
                number(), solver.name(), line.id(), line.solutionHash(), valid.score()));
      }
      case Judgement.Refused refused -> {
        Rejection rejection = refused.rejection();
        long id = refused.line().id();
        if (refused.line() instanceof JudgedSolution.Rejected rejected) {
          for (EngineTrade trade : rejected.solution().trades()) {
            refusedWith.put(trade.order().intentHash(), rejection.reason().text());
          }
          for (EngineBasketTrade trade : rejected.solution().baskets()) {
            refusedWith.put(trade.order().intentHash(), rejection.reason().text());
          }
        }
        listener.on(
            new AuctionEvent.Rejected(
                number(), solver.name(), id, rejection.reason(), rejection.detail()));
        solvers.tell(
            solver.name(),
            new EngineNotification(
                number(),
                id,
                rejection.reason().notification(),
                rejection.reason().text() + ": " + rejection.detail(),
                null,
                rejection.token()));
      }
    }
  }

  Collection<Candidacy> candidacies(Address nativeToken) {
    return candidates.values().stream().map(candidate -> candidate.candidacy(nativeToken)).toList();
  }

  /** All answers were judged: says which intents are considered. */
  void judged() {
    if (!filledByValid.isEmpty()) {
      listener.on(new AuctionEvent.Considered(number(), List.copyOf(filledByValid)));
    }
  }

  /** Tells solvers whose solutions cannot win as long as others are there. */
  void elected(Election election) {
    if (first == null) {
      first = election;
      Set<SolutionRef> fair = Set.copyOf(election.fair());
      for (Candidate candidate : candidates.values()) {
        if (!fair.contains(candidate.ref())) {
          String detail =
              "not fair: it gives a pair less than the best solution for that pair alone";
          lost(candidate, AuctionEvent.LossReason.UNFAIR, detail);
          tell(candidate, NotificationKind.OUTBID, detail);
        }
      }
    }
  }

  Candidate candidate(SolutionRef solution) {
    return Objects.requireNonNull(candidates.get(solution));
  }

  /** Says who won in a round, and which intents only losers fill. */
  void awarded(List<Candidate> winners) {
    TreeSet<Bytes32> outbid = new TreeSet<>(filledByValid);
    outbid.removeAll(filled);
    for (Candidate winner : winners) {
      listener.on(
          new AuctionEvent.Won(
              number(),
              winner.bid().solver(),
              winner.bid().solutionId(),
              winner.bid().score(),
              winner.intents()));
      winner.intents().forEach(outbid::remove);
    }
    if (!outbid.isEmpty()) {
      listener.on(new AuctionEvent.Outbid(number(), List.copyOf(outbid)));
    }
  }

  /** A winner has settled. */
  void settled(Candidate winner) {
    filled.addAll(winner.intents());
    settled.add(winner);
  }

  /** A winner has not. */
  void notSettled(Candidate winner) {
    failed.addAll(winner.intents());
  }

  private void lost(Candidate candidate, AuctionEvent.LossReason why, String detail) {
    Bid bid = candidate.bid();
    listener.on(
        new AuctionEvent.Lost(number(), bid.solver(), bid.solutionId(), bid.score(), why, detail));
  }

  /**
   * Tells those who hear nothing else that they were outbid, and why each intent that was not
   * filled was not.
   */
  void over(String otherwise) {
    if (!settled.isEmpty()) {
      String won = settled.stream().map(Competition::shown).collect(Collectors.joining(" and "));
      for (Candidate candidate : List.copyOf(candidates.values())) {
        if (!told.contains(candidate.ref())) {
          String detail = "score " + shown(candidate) + ", the winners' " + won;
          boolean worthless = candidate.bid().score().signum() == 0;
          lost(
              candidate,
              worthless ? AuctionEvent.LossReason.NOT_POSITIVE : AuctionEvent.LossReason.OUTBID,
              detail);
          tell(candidate, NotificationKind.OUTBID, detail);
        }
      }
    }
    TreeMap<Bytes32, String> reasons = new TreeMap<>();
    for (BatchEntry entry : batch.entries()) {
      Bytes32 hash = entry.intentHash();
      if (failed.contains(hash)) {
        reasons.put(hash, Ending.NOT_LANDED.reason());
      } else if (filledByValid.contains(hash)) {
        reasons.put(hash, settled.isEmpty() ? otherwise : "outbid: " + Ending.OUTBID.reason());
      } else if (refusedWith.containsKey(hash)) {
        reasons.put(hash, "every solution with it was refused, one with " + refusedWith.get(hash));
      } else {
        reasons.put(hash, "no solver proposed a fill");
      }
    }
    reasons.keySet().removeAll(filled);
    if (!reasons.isEmpty()) {
      listener.on(new AuctionEvent.NotFilled(number(), reasons));
    }
  }

  void tell(Candidate candidate, NotificationKind kind, String message) {
    tell(candidate.bid().solver(), candidate.bid().solutionId(), kind, message);
    told.add(candidate.ref());
  }

  void tell(Candidate candidate, NotificationKind kind, String message, Bytes32 transaction) {
    solvers.tell(
        candidate.bid().solver(),
        new EngineNotification(
            number(), candidate.bid().solutionId(), kind, message, transaction, null));
    told.add(candidate.ref());
  }

  private void tell(
      String solver, @Nullable Long solutionId, NotificationKind kind, String message) {
    solvers.tell(solver, new EngineNotification(number(), solutionId, kind, message));
  }

  private long number() {
    return batch.number();
  }

  private static String shown(Candidate candidate) {
    return candidate.bid().score().floor() + " wei";
  }

  static String cut(String text) {
    return text.length() <= TranscriptJson.MAX_TEXT
        ? text
        : text.substring(0, TranscriptJson.MAX_TEXT);
  }
}
