package io.fairlead.auction.sandbox;

import io.fairlead.auction.engine.Certificate;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.replay.Entrant;
import io.fairlead.auction.replay.Entrants;
import io.fairlead.auction.replay.ExecutionCheck;
import io.fairlead.auction.replay.ExecutionCheck.Verdict;
import io.fairlead.auction.replay.RecordedAuction;
import io.fairlead.auction.replay.ReplayException;
import io.fairlead.auction.sandbox.Trial.Ruling;
import io.fairlead.auction.settle.Rejection;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.winner.Contender;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.SelectionRule;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A recorded batch that answers are tried on, by its own rules. Winners are searched for in at most
 * {@link SelectionRule#DEFAULT_STEPS} steps, whatever the transcript says. Thread safe.
 */
public final class SandboxBatch {
  /** What the solver is called that is tried. */
  public static final String TRIED = "sandbox";

  private static final String REVERTS = "reverts";

  /** The part of a solution that a sentence about it starts with. */
  private static final Pattern ITEM =
      Pattern.compile(
          "(\\$?[.A-Za-z][.A-Za-z0-9]*(?:\\[[0-9]+][.A-Za-z0-9]*)*): .*", Pattern.DOTALL);

  private final RecordedAuction auction;
  private final Bytes32 hash;
  private final ExecutionCheck execution;
  private final List<Entrant> recorded;
  private final BigInteger recordedTotal;

  private SandboxBatch(RecordedAuction auction, Bytes32 hash, ExecutionCheck execution) {
    this.auction = auction;
    this.hash = hash;
    this.execution = execution;
    this.recorded = List.copyOf(Entrants.recorded(auction, execution, Set.of()));
    this.recordedTotal = elect(recorded).total().achieved();
  }

  /**
   * Reads a transcript.
   *
   * @param lines without newlines
   * @param execution stands for the simulation on a chain
   * @throws ReplayException if it is none, or its batch has not ended, so that nobody may see it
   */
  public static SandboxBatch read(List<String> lines, ExecutionCheck execution) {
    if (lines.isEmpty() || !ends(lines.getLast())) {
      throw new ReplayException("the batch has not ended");
    }
    return new SandboxBatch(RecordedAuction.read(lines), RunningHash.of(lines).value(), execution);
  }

  private static boolean ends(String line) {
    try {
      return TranscriptJson.read(line) instanceof TranscriptLine.End;
    } catch (JsonFormatException noLine) {
      return false;
    }
  }

  /** In one line. */
  public BatchSummary summary() {
    return new BatchSummary(
        auction.header().batch(),
        hash,
        auction.entries().size(),
        auction.bids().size(),
        recordedTotal);
  }

  /** What solvers were asked, see {@link RecordedAuction#request}. */
  public SolveRequest request(Instant deadline) {
    return auction.request(deadline);
  }

  /**
   * What would have become of an answer.
   *
   * @param account the solver's: its standing counts, and it must own its just-in-time orders
   */
  public Trial judge(Address account, EngineResponse.Solutions answer) {
    SolveRequest request = auction.request(Instant.EPOCH);
    List<Judgement> judgements =
        auction.judge().judge(account, answer.solutions(), answer.refused());
    List<Verdict> verdicts = new ArrayList<>();
    List<Entrant> all = new ArrayList<>(recorded);
    for (Judgement judgement : judgements) {
      Verdict verdict = new Verdict.Unknown();
      if (judgement instanceof Judgement.Valid valid) {
        verdict = execution.of(request, valid.line().solution());
        if (!(verdict instanceof Verdict.Reverts)) {
          all.add(new Entrant(TRIED, account, true, valid));
        }
      }
      verdicts.add(verdict);
    }
    Selection selection = elect(all);
    Standing standing = Standing.of(selection, Entrants.byKey(all));
    List<Ruling> rulings = new ArrayList<>();
    for (int i = 0; i < judgements.size(); i++) {
      rulings.add(ruling(judgements.get(i), verdicts.get(i), standing));
    }
    return new Trial(
        recordedTotal,
        selection.total().achieved(),
        reference(selection, standing),
        selection.exact(),
        standing.winners(),
        rulings);
  }

  private Selection elect(List<Entrant> entrants) {
    SelectionRule rule = auction.rules().rules().selection();
    return Entrants.elect(
        auction,
        entrants,
        new SelectionRule(
            rule.maxWinners(), Math.min(rule.maxSteps(), SelectionRule.DEFAULT_STEPS)),
        Entrants.limited(auction.rules(), entrants));
  }

  /** Without solutions that do not win, the total is what it is. */
  private static BigInteger reference(Selection selection, Standing standing) {
    Selection.Total without =
        standing.tried() == null ? null : selection.references().get(standing.tried());
    return (without == null ? selection.total() : without).achieved();
  }

  /**
   * How the tried solutions stand.
   *
   * @param tried the solver's name in the selection; null if none of its solutions wins
   * @param ranks places of its fair solutions by id, from 1
   * @param won ids of its winners
   */
  private record Standing(
      @Nullable String tried, List<Trial.Winner> winners, Map<Long, Integer> ranks, Set<Long> won) {
    static Standing of(Selection selection, Map<String, Entrant> byKey) {
      String tried = null;
      List<Trial.Winner> winners = new ArrayList<>();
      Set<Long> won = new TreeSet<>();
      for (Contender winner : selection.winners()) {
        Entrant entrant = byKey.get(winner.key());
        if (entrant != null) {
          winners.add(
              new Trial.Winner(entrant.solver(), entrant.id(), entrant.tried(), winner.score()));
          if (entrant.tried()) {
            tried = winner.solver();
            won.add(entrant.id());
          }
        }
      }
      Map<Long, Integer> ranks = new HashMap<>();
      for (int i = 0; i < selection.fair().size(); i++) {
        Entrant entrant = byKey.get(selection.fair().get(i).key());
        if (entrant != null && entrant.tried()) {
          ranks.put(entrant.id(), i + 1);
        }
      }
      return new Standing(tried, winners, ranks, won);
    }
  }

  private Ruling ruling(Judgement judgement, Verdict verdict, Standing standing) {
    long id = judgement.line().id();
    return switch (judgement) {
      case Judgement.Refused refused -> {
        Rejection why = refused.rejection();
        yield refused(id, why.reason().text(), why.detail(), why.token());
      }
      case Judgement.Valid valid ->
          verdict instanceof Verdict.Reverts(String detail)
              ? refused(id, REVERTS, detail, null)
              : admitted(valid, verdict, standing);
    };
  }

  private Ruling admitted(Judgement.Valid valid, Verdict verdict, Standing standing) {
    long id = valid.line().id();
    Certificate certificate = valid.line().solution().certificate();
    BigInteger score = valid.score().total().floor();
    Integer rank = standing.ranks().get(id);
    return new Ruling.Admitted(
        id,
        score,
        certificate == null ? null : certificate.gapBps(),
        verdict instanceof Verdict.Executes,
        !valid.assembled().intents().isEmpty(),
        rank != null,
        rank,
        standing.won().contains(id),
        score.subtract(recordedTotal));
  }

  private static Ruling refused(long id, String code, String detail, @Nullable Address token) {
    Matcher item = ITEM.matcher(detail);
    return new Ruling.Refused(id, code, detail, item.matches() ? item.group(1) : null, token);
  }
}
