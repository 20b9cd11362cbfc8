package io.fairlead.auction.verify;

import static io.fairlead.auction.verify.DisagreementException.require;

import io.fairlead.auction.election.Accounts;
import io.fairlead.auction.election.Ballot;
import io.fairlead.auction.election.Ending;
import io.fairlead.auction.election.SimulationOrder;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptLine.Cut;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.Landed;
import io.fairlead.auction.transcript.TranscriptLine.Missed;
import io.fairlead.auction.transcript.TranscriptLine.Outcome;
import io.fairlead.auction.transcript.TranscriptLine.Result;
import io.fairlead.auction.transcript.TranscriptLine.Reverted;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.auction.transcript.TranscriptLine.Simulation;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.transcript.TranscriptLine.Winner;
import io.fairlead.auction.winner.Selection;
import io.fairlead.auction.winner.TieSeed;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.signature.SignatureRecovery;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Follows rounds of elections, simulations, awards and outcomes to the result. */
final class AwardReplay {
  private final InputReplay inputs;
  private final Rules rules;
  private final BidReplay bids;
  private final ChainEvidence chain;
  private final AwardLimits limits;
  private final AwardCheck awardCheck;
  private final SettlementCheck settlementCheck;
  private final Ballot ballot;
  private final Accounts accounts = new Accounts();
  private final SortedMap<Integer, Bytes32> landed = new TreeMap<>();
  private int simulationFailures;
  private int awards;
  private boolean cut;
  private Ending ending = Ending.NOBODY_WINS;

  /** No award can execute up to this block any more; the next round is simulated after it. */
  private long lastBlock;

  AwardReplay(
      InputReplay inputs,
      Rules rules,
      AwardLimits limits,
      BidReplay bids,
      ChainEvidence chain,
      SignatureRecovery recovery) {
    this.inputs = inputs;
    this.rules = rules;
    this.bids = bids;
    this.chain = chain;
    this.limits = limits;
    this.awardCheck = new AwardCheck(inputs, bids, limits, recovery);
    this.settlementCheck = new SettlementCheck(inputs.header(), chain);
    this.ballot =
        new Ballot(
            rules.rules(),
            TieSeed.of(inputs.header().root(), inputs.header().block().hash()),
            rules.standings(),
            bids.entrants().stream()
                .map(entrant -> entrant.candidacy(inputs.header().nativeToken()))
                .toList());
    accounts.add(rules);
  }

  int simulationFailures() {
    return simulationFailures;
  }

  int awards() {
    return awards;
  }

  List<Bytes32> transactions() {
    return List.copyOf(landed.values());
  }

  boolean cut() {
    return cut;
  }

  /** Reads up to the result. */
  void replay(LineCursor cursor) {
    boolean open = true;
    for (int round = 0; open && round <= rules.rules().maxFallbacks(); round++) {
      open = round(cursor);
    }
    isCut(cursor);
    Result result = cursor.next(Result.class);
    if (!cut) {
      require(VerificationStep.OUTCOME, ending.reason(), result.reason());
    }
    Result own = accounts.result(result.reason());
    require(VerificationStep.REWARD, own.rewards(), result.rewards());
    require(
        VerificationStep.STANDING,
        Optional.ofNullable(own.standings()),
        Optional.ofNullable(result.standings()));
    // What a batch without an award has on chain can be anywhere.
    long to = awards == 0 ? Long.MAX_VALUE : lastBlock;
    require(
        VerificationStep.OUTCOME,
        chain.settlementsOf(inputs.header().batch(), inputs.header().block().number(), to),
        landed);
  }

  /** Whether another round follows, as far as the rules allow one. */
  private boolean round(LineCursor cursor) {
    Map<SolutionRef, Simulation> executing = new HashMap<>();
    Optional<Election> elected = elect(cursor, executing);
    if (elected.isEmpty() || elected.get().winners().isEmpty()) {
      return false;
    }
    boolean complete = award(cursor, elected.get().winners(), executing);
    boolean missing = false;
    for (AwardLine award : accounts.open()) {
      complete &= !isCut(cursor);
      Outcome outcome = cursor.next(Outcome.class);
      int place = AuctionId.of(award.award().auctionId()).place();
      require(VerificationStep.OUTCOME, place, outcome.place());
      check(outcome, award, Objects.requireNonNull(executing.get(award.solution())));
      accounts.add(outcome);
      missing |= !(outcome instanceof Landed);
    }
    ending = missing ? Ending.NOT_LANDED : Ending.OUTBID;
    return complete && missing;
  }

  /** The election whose winners all execute; empty if it was cut off. */
  private Optional<Election> elect(LineCursor cursor, Map<SolutionRef, Simulation> executing) {
    BlockRef block = null;
    SimulationOrder order = new SimulationOrder();
    while (true) {
      if (isCut(cursor)) {
        return Optional.empty();
      }
      Election election = cursor.next(Election.class);
      compare(ballot.elect(), election);
      accounts.add(election);
      order.begin();
      boolean allExecute = true;
      for (Winner winner : election.winners()) {
        if (order.passes(winner.solution())) {
          continue;
        }
        if (isCut(cursor)) {
          return Optional.empty();
        }
        Simulation simulation = cursor.next(Simulation.class);
        check(simulation, winner.solution(), block);
        block = simulation.block();
        if (simulation.failure() == null) {
          limits.requireGas(simulation.gasUsed());
          order.executes(winner.solution());
          executing.put(winner.solution(), simulation);
        } else {
          ballot.failsToExecute(winner.solution());
          simulationFailures++;
          allExecute = false;
        }
      }
      if (allExecute) {
        return Optional.of(election);
      }
    }
  }

  private static void compare(Election own, Election found) {
    require(VerificationStep.ELECTION, own.seed(), found.seed());
    require(VerificationStep.ELECTION, own.fair(), found.fair());
    require(VerificationStep.ELECTION, own.winners(), found.winners());
    require(VerificationStep.ELECTION, own.total(), found.total());
    require(VerificationStep.REFERENCE, totals(own), totals(found));
    require(VerificationStep.REWARD, rewards(own), rewards(found));
  }

  private static SortedMap<String, Selection.Total> totals(Election election) {
    SortedMap<String, Selection.Total> totals = new TreeMap<>();
    election.references().forEach((solver, reference) -> totals.put(solver, reference.total()));
    return totals;
  }

  private static SortedMap<String, BigInteger> rewards(Election election) {
    SortedMap<String, BigInteger> rewards = new TreeMap<>();
    election.references().forEach((solver, reference) -> rewards.put(solver, reference.reward()));
    return rewards;
  }

  private void check(Simulation simulation, SolutionRef winner, @Nullable BlockRef sameRound) {
    require(VerificationStep.SIMULATION, winner, simulation.solution());
    if (sameRound != null) {
      require(VerificationStep.SIMULATION, sameRound, simulation.block());
    }
    require(
        VerificationStep.BLOCK,
        chain.block(simulation.block().number()),
        Optional.of(simulation.block()));
    if (simulation.block().number() <= lastBlock) {
      throw new DisagreementException(
          VerificationStep.SIMULATION,
          "a block after the last award's, " + lastBlock,
          simulation.block().number());
    }
  }

  /** Whether all winners were awarded; each the first place that is free, best first. */
  private boolean award(
      LineCursor cursor, List<Winner> winners, Map<SolutionRef, Simulation> executing) {
    int place = 0;
    for (Winner winner : winners) {
      if (isCut(cursor)) {
        return false;
      }
      while (landed.containsKey(place)) {
        place++;
      }
      AwardLine line = cursor.next(AwardLine.class);
      BlockRef block = Objects.requireNonNull(executing.get(winner.solution())).block();
      awardCheck.check(line, winner.solution(), place, block, cursor.hashBefore().value());
      lastBlock = line.award().lastBlock();
      accounts.add(line);
      awards++;
      place++;
    }
    return !isCut(cursor);
  }

  private void check(Outcome outcome, AwardLine award, Simulation simulation) {
    BidReplay.Entrant entrant = bids.entrant(award.solution());
    switch (outcome) {
      case Landed one -> {
        settlementCheck.check(one.settlement(), award, entrant);
        landed.put(one.place(), one.settlement().transactionHash());
        ballot.settles(award.solution());
      }
      case Reverted reverted -> {
        settlementCheck.check(
            reverted,
            award,
            entrant,
            limits.gasLimit(simulation.gasUsed(), entrant.assembled().settlement()));
        ballot.failsToSettle(award.solution());
      }
      case Missed missed -> ballot.failsToSettle(award.solution());
    }
  }

  private boolean isCut(LineCursor cursor) {
    cut |= cursor.nextIf(Cut.class).isPresent();
    return cut;
  }
}
