package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.judge.SolutionJudge;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.settle.Assembly.Assembled;
import io.fairlead.auction.settle.RejectionReason;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.CommitmentsLine;
import io.fairlead.auction.transcript.TranscriptLine.Ranking;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.BestSingle;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Judges and ranks every answer again. */
final class BidReplay {
  private final InputReplay inputs;
  private final Map<SolutionRef, Entrant> entrants = new HashMap<>();
  private List<Bid> ranked = List.of();
  private int solvers;
  private int solutions;
  private int unreadable;

  BidReplay(InputReplay inputs) {
    this.inputs = inputs;
  }

  /** A valid solution. */
  record Entrant(Bid bid, Assembled assembled) {}

  /** Those that may be awarded, best first. */
  List<Bid> ranked() {
    return ranked;
  }

  Entrant entrant(SolutionRef solution) {
    return Objects.requireNonNull(entrants.get(solution));
  }

  int solvers() {
    return solvers;
  }

  int solutions() {
    return solutions;
  }

  int unreadable() {
    return unreadable;
  }

  void replay(LineCursor cursor) {
    SolutionJudge judge = inputs.judge();
    Bytes32 auction = inputs.header().auction();
    List<SealedBids> sealed = CommitmentsReplay.check(auction, cursor.next(CommitmentsLine.class));
    Optional<BidLine> bid = cursor.nextIf(BidLine.class);
    while (bid.isPresent()) {
      BidLine line = bid.get();
      if (solvers >= sealed.size()) {
        throw new DisagreementException(VerificationStep.BID, "no more solvers", line.solver());
      }
      check(line, sealed.get(solvers), judge);
      bid = cursor.nextIf(BidLine.class);
    }
    require(VerificationStep.BID, sealed.size(), solvers);
    Ranking ranking = cursor.next(Ranking.class);
    Bytes32 seed = BestSingle.seed(inputs.header().root(), inputs.header().block().hash());
    require(VerificationStep.RANKING, seed, ranking.seed());
    ranked = new BestSingle().rank(entrants.values().stream().map(Entrant::bid).toList(), seed);
    require(
        VerificationStep.RANKING,
        ranked.stream().map(one -> new SolutionRef(one.solver(), one.solutionId())).toList(),
        ranking.order());
  }

  private void check(BidLine bid, SealedBids sealed, SolutionJudge judge) {
    require(VerificationStep.BID, sealed.solver(), bid.solver());
    require(VerificationStep.BID, sealed.account(), bid.account());
    solvers++;
    if (bid.answer() != AnswerKind.SOLUTIONS) {
      require(VerificationStep.BID, List.of(), bid.solutions());
    }
    List<Opening> readable = new ArrayList<>();
    List<RefusedSolution> refused = new ArrayList<>();
    for (JudgedSolution judged : bid.solutions()) {
      switch (judged) {
        case JudgedSolution.Valid valid ->
            readable.add(new Opening(valid.solution(), valid.seal()));
        case JudgedSolution.Rejected rejected ->
            readable.add(new Opening(rejected.solution(), rejected.seal()));
        case JudgedSolution.Unreadable unread ->
            refused.add(new RefusedSolution(unread.id(), unread.detail()));
      }
    }
    solutions += readable.size();
    unreadable += refused.size();
    require(VerificationStep.UNOPENED, sealed.unopened(readable), bid.unopened());
    if (sealed.by() == CommitMode.PORT) {
      // What a port commits to it holds in its hands; nothing of it can be missing.
      require(VerificationStep.UNOPENED, List.of(), bid.unopened());
    }
    List<Judgement> judgements = judge.judge(sealed, readable, refused);
    for (int i = 0; i < judgements.size(); i++) {
      compare(judgements.get(i), bid.solutions().get(i));
      if (judgements.get(i) instanceof Judgement.Valid valid) {
        JudgedSolution.Valid line = valid.line();
        entrants.put(
            new SolutionRef(bid.solver(), line.id()),
            new Entrant(
                new Bid(bid.solver(), bid.account(), line.id(), line.solutionHash(), line.score()),
                valid.assembled()));
      }
    }
  }

  private static void compare(Judgement own, JudgedSolution found) {
    JudgedSolution expected = own.line();
    if (expected instanceof JudgedSolution.Valid ours
        && found instanceof JudgedSolution.Valid theirs
        && ours.solution().equals(theirs.solution())) {
      require(VerificationStep.SOLUTION_HASH, ours.solutionHash(), theirs.solutionHash());
      require(VerificationStep.SCORE, ours.score(), theirs.score());
    } else if (expected instanceof JudgedSolution.Rejected ours
        && found instanceof JudgedSolution.Rejected theirs
        && ours.solution().equals(theirs.solution())) {
      require(VerificationStep.VERDICT, ours.reason().text(), theirs.reason().text());
      require(VerificationStep.VERDICT, ours.detail(), theirs.detail());
    } else if (expected instanceof JudgedSolution.Rejected ours
        && ours.reason() == RejectionReason.WRONG_CERTIFICATE
        && found instanceof JudgedSolution.Valid theirs
        && ours.solution().equals(theirs.solution())) {
      throw new DisagreementException(VerificationStep.CERTIFICATE, ours.detail(), "valid");
    } else {
      require(VerificationStep.VERDICT, expected, found);
    }
  }
}
