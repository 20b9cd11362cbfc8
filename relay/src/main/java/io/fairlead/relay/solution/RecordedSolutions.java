package io.fairlead.relay.solution;

import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.seal.CommitMode;
import io.fairlead.auction.transcript.JudgedSolution;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AnswerKind;
import io.fairlead.auction.transcript.TranscriptLine.BidLine;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.contracts.settlement.AuctionId;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What became of a batch's solutions, told again from its transcript: for batches whose live events
 * are gone, after a restart or because newer ones took their place. All events have the time of the
 * batch's block, for a transcript tells no other, and there is no {@code submitted}: a transcript
 * tells only what came of it.
 */
final class RecordedSolutions {
  private static final Comparator<SolutionRef> ORDER =
      Comparator.comparing(SolutionRef::solver).thenComparingLong(SolutionRef::solutionId);

  private final List<SolutionEvent> events = new ArrayList<>();
  private final Map<SolutionRef, JudgedSolution.Valid> valid = new TreeMap<>(ORDER);
  private final Map<Integer, SolutionRef> awarded = new TreeMap<>();
  private final Set<SolutionRef> told = new HashSet<>();
  private final Set<SolutionRef> won = new HashSet<>();
  private @Nullable List<SolutionRef> fair;
  private boolean settled;
  private long batch;
  private long at;

  private RecordedSolutions() {}

  /**
   * In the order of the lines.
   *
   * @param lines of a transcript; what follows a line that is none is left out
   */
  static List<SolutionEvent> of(List<String> lines) {
    RecordedSolutions recorded = new RecordedSolutions();
    try {
      for (String line : lines) {
        recorded.read(TranscriptJson.read(line));
      }
    } catch (JsonFormatException notALine) {
      return List.copyOf(recorded.events);
    }
    recorded.outbid();
    return List.copyOf(recorded.events);
  }

  private void read(TranscriptLine line) {
    switch (line) {
      case TranscriptLine.Header header -> {
        batch = header.batch();
        at = header.block().timestamp();
      }
      case TranscriptLine.CommitmentsLine(var solvers) -> {
        for (TranscriptLine.Committed one : solvers) {
          if (one.by() != CommitMode.NONE) {
            String detail = one.commitments().size() + " commitments";
            add(one.solver(), null, SolutionWord.COMMITTED, one.by().text(), detail, null);
          }
        }
      }
      case BidLine bid -> bid(bid);
      case TranscriptLine.Election election -> elected(election);
      case TranscriptLine.Simulation simulation -> {
        if (simulation.failure() != null) {
          add(
              simulation.solution(),
              SolutionWord.SIMULATION_FAILED,
              null,
              simulation.failure(),
              null);
        }
      }
      case TranscriptLine.AwardLine award -> {
        awarded.put(AuctionId.of(award.award().auctionId()).place(), award.solution());
        won.add(award.solution());
        add(award.solution(), SolutionWord.WON, null, null, score(award.solution()));
      }
      case TranscriptLine.Outcome outcome -> outcome(outcome);
      case TranscriptLine.Config _, TranscriptLine.IntentLine _, TranscriptLine.PoolLine _ -> {}
      case TranscriptLine.Prices _, TranscriptLine.Rules _, TranscriptLine.Cut _ -> {}
      case TranscriptLine.Result _, TranscriptLine.End _ -> {}
    }
  }

  private void bid(BidLine bid) {
    String solver = bid.solver();
    if (bid.answer() != AnswerKind.SOLUTIONS) {
      add(solver, null, SolutionWord.NO_ANSWER, bid.answer().text(), bid.message(), null);
    }
    bid.unopened()
        .forEach(one -> add(solver, null, SolutionWord.NOT_OPENED, null, one.toString(), null));
    for (JudgedSolution solution : bid.solutions()) {
      SolutionRef ref = new SolutionRef(solver, solution.id());
      add(ref, SolutionWord.REVEALED, null, null, null);
      switch (solution) {
        case JudgedSolution.Valid one -> {
          valid.put(ref, one);
          add(ref, SolutionWord.SCORED, null, null, one.score().floor());
        }
        case JudgedSolution.Rejected one ->
            add(ref, SolutionWord.REFUSED, one.reason().text(), one.detail(), null);
        case JudgedSolution.Unreadable one ->
            add(ref, SolutionWord.REFUSED, "unsupported", one.detail(), null);
      }
    }
  }

  private void elected(TranscriptLine.Election election) {
    if (fair != null) {
      return;
    }
    fair = election.fair();
    Set<SolutionRef> passed = Set.copyOf(election.fair());
    valid.forEach((ref, one) -> {
      if (!passed.contains(ref)) {
        told.add(ref);
        add(ref, SolutionWord.UNFAIR, null, null, one.score().floor());
      }
    });
  }

  private void outcome(TranscriptLine.Outcome outcome) {
    SolutionRef ref = awarded.get(outcome.place());
    if (ref == null) {
      return;
    }
    switch (outcome) {
      case TranscriptLine.Landed(var settlement) -> {
        settled = true;
        add(ref, SolutionWord.SETTLED, null, settlement.transactionHash().toString(), null);
      }
      case TranscriptLine.Missed missed ->
          add(ref, SolutionWord.NOT_SETTLED, "missed", missed.reason(), null);
      case TranscriptLine.Reverted reverted ->
          add(ref, SolutionWord.NOT_SETTLED, "reverted", reverted.reason(), null);
    }
  }

  /** Who hears nothing else. */
  private void outbid() {
    if (!settled) {
      return;
    }
    valid.forEach((ref, one) -> {
      if (!told.contains(ref) && !won.contains(ref)) {
        boolean worthless = one.score().floor().signum() == 0;
        add(
            ref,
            worthless ? SolutionWord.NOT_POSITIVE : SolutionWord.OUTBID,
            null,
            null,
            one.score().floor());
      }
    });
  }

  private @Nullable BigInteger score(SolutionRef ref) {
    JudgedSolution.Valid one = valid.get(ref);
    return one == null ? null : one.score().floor();
  }

  private void add(
      SolutionRef of,
      SolutionWord word,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable BigInteger score) {
    if (word == SolutionWord.SIMULATION_FAILED) {
      told.add(of);
    }
    add(of.solver(), of.solutionId(), word, reason, detail, score);
  }

  private void add(
      String solver,
      @Nullable Long solution,
      SolutionWord word,
      @Nullable String reason,
      @Nullable String detail,
      @Nullable BigInteger score) {
    events.add(new SolutionEvent(at, batch, solver, solution, word, reason, detail, score));
  }
}
