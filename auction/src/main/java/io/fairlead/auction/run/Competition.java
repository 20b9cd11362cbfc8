package io.fairlead.auction.run;

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
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
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

  Collection<Bid> bids() {
    return candidates.values().stream().map(Candidate::bid).toList();
  }

  /** Says which intents are considered, and tells solvers whose bids cannot win. */
  void ranked(List<Bid> order) {
    if (!filledByValid.isEmpty()) {
      listener.on(new AuctionEvent.Considered(number(), List.copyOf(filledByValid)));
    }
    Set<Bid> eligible = new HashSet<>(order);
    for (Candidate candidate : candidates.values()) {
      if (!eligible.contains(candidate.bid())) {
        lost(candidate, AuctionEvent.LossReason.NOT_POSITIVE, "the score is not above zero");
        tell(candidate, NotificationKind.DRIVER_ERROR, "the score is not above zero");
      }
    }
  }

  Candidate candidate(Bid bid) {
    return Objects.requireNonNull(candidates.get(new SolutionRef(bid.solver(), bid.solutionId())));
  }

  /** Says who won, and which intents only losers fill. */
  void awarded(Candidate winner) {
    listener.on(
        new AuctionEvent.Won(
            number(),
            winner.bid().solver(),
            winner.bid().solutionId(),
            winner.bid().score(),
            winner.intents()));
    TreeSet<Bytes32> outbid = new TreeSet<>(filledByValid);
    winner.intents().forEach(outbid::remove);
    if (!outbid.isEmpty()) {
      listener.on(new AuctionEvent.Outbid(number(), List.copyOf(outbid)));
    }
  }

  /** Tells those who hear nothing else that they were outbid. */
  void won(Candidate winner) {
    for (Candidate candidate : List.copyOf(candidates.values())) {
      if (!told.contains(candidate.ref())) {
        String detail = "score " + shown(candidate) + ", the winner's was " + shown(winner);
        lost(candidate, AuctionEvent.LossReason.OUTBID, detail);
        tell(candidate, NotificationKind.OUTBID, detail);
      }
    }
  }

  private void lost(Candidate candidate, AuctionEvent.LossReason why, String detail) {
    Bid bid = candidate.bid();
    listener.on(
        new AuctionEvent.Lost(number(), bid.solver(), bid.solutionId(), bid.score(), why, detail));
  }

  /** Says why each intent that is not among {@code filled} was not filled. */
  void notFilled(Collection<Bytes32> filled, String otherwise) {
    TreeMap<Bytes32, String> reasons = new TreeMap<>();
    for (BatchEntry entry : batch.entries()) {
      Bytes32 hash = entry.intentHash();
      if (filledByValid.contains(hash)) {
        reasons.put(hash, otherwise);
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
