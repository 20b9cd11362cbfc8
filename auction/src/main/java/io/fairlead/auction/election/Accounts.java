package io.fairlead.auction.election;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.Landed;
import io.fairlead.auction.transcript.TranscriptLine.Outcome;
import io.fairlead.auction.transcript.TranscriptLine.Result;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.transcript.TranscriptLine.Winner;
import io.fairlead.auction.winner.RewardRule;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.settlement.AuctionId;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an auction's solvers earn and how they stand, from the lines of its transcript: so the
 * auctioneer, a node that ends what a kill cut off, and a verifier come to the same. Rewards are
 * those of the election that was awarded first; who replaces a winner later earns none. For one
 * thread.
 */
public final class Accounts {
  private @Nullable Rules rules;
  private @Nullable Standings standings;
  private @Nullable Election newest;
  private @Nullable Election awarded;
  private final SortedMap<Integer, AwardLine> open = new TreeMap<>();
  private final Set<SolutionRef> settled = new HashSet<>();

  /** Takes note of the next line. */
  public void add(TranscriptLine line) {
    switch (line) {
      case Rules found -> {
        rules = found;
        standings = found.standings();
      }
      case Election election -> newest = election;
      case AwardLine award -> {
        if (awarded == null) {
          awarded = newest;
        }
        open.put(AuctionId.of(award.award().auctionId()).place(), award);
      }
      case Outcome outcome -> close(outcome);
      case TranscriptLine.Header _,
          TranscriptLine.Config _,
          TranscriptLine.IntentLine _,
          TranscriptLine.PoolLine _,
          TranscriptLine.Prices _,
          TranscriptLine.CommitmentsLine _,
          TranscriptLine.BidLine _,
          TranscriptLine.Simulation _,
          TranscriptLine.Cut _,
          TranscriptLine.Result _,
          TranscriptLine.End _ -> {}
    }
  }

  /** Awards without an outcome, ascending by place. */
  public List<AwardLine> open() {
    return List.copyOf(open.values());
  }

  /** What it comes to; {@code reason} says why what was not filled was not. */
  public Result result(String reason) {
    SortedMap<String, BigInteger> rewards = new TreeMap<>();
    Election election = awarded;
    Rules known = rules;
    if (election != null && known != null) {
      election
          .references()
          .forEach((solver, reference) ->
              rewards.put(
                  solver,
                  reward(
                      known.rules().rewards(),
                      election.total().achieved(),
                      reference.total().achieved(),
                      missed(election, solver))));
    }
    return new Result(reason, rewards, standings);
  }

  /** There are no protocol fees in settlements yet. */
  static BigInteger reward(
      RewardRule rule, BigInteger total, BigInteger reference, BigInteger missed) {
    return rule.reward(total, reference, missed, Rational.ZERO);
  }

  private BigInteger missed(Election election, String solver) {
    return election.winners().stream()
        .filter(winner -> winner.solution().solver().equals(solver))
        .filter(winner -> !settled.contains(winner.solution()))
        .map(Winner::score)
        .reduce(BigInteger.ZERO, BigInteger::add);
  }

  private void close(Outcome outcome) {
    AwardLine award = open.remove(outcome.place());
    if (award == null) {
      throw new IllegalArgumentException("no award is open in place " + outcome.place());
    }
    boolean landed = outcome instanceof Landed;
    if (landed) {
      settled.add(award.solution());
    }
    if (standings != null && rules != null) {
      standings = standings.after(rules.rules().standing(), award.award().solver(), landed);
    }
  }
}
