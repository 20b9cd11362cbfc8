package io.fairlead.auction.run;

import io.fairlead.auction.election.Ballot;
import io.fairlead.auction.election.Ending;
import io.fairlead.auction.run.Landing.Conclusion;
import io.fairlead.auction.run.Landing.Placed;
import io.fairlead.auction.run.Trials.Executable;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Awards the winners side by side, and replaces those that do not land round by round. All awards
 * of a round have the same last block, and the next round begins after it: so of all awards of a
 * place at most one can execute at any time, and no intent is in two awards that can. For one
 * auction and thread.
 */
final class AwardRounds {
  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final Batch batch;
  private final Competition competition;
  private final Ballot ballot;
  private final Minutes minutes;
  private final SortedMap<Integer, BatchSettlement> settled = new TreeMap<>();

  AwardRounds(
      AuctionConfig config,
      AuctionPorts ports,
      Batch batch,
      Competition competition,
      Ballot ballot,
      Minutes minutes) {
    this.config = config;
    this.ports = ports;
    this.batch = batch;
    this.competition = competition;
    this.ballot = ballot;
    this.minutes = minutes;
  }

  AuctionResult run() throws InterruptedException {
    Trials trials = new Trials(config, ports, batch, competition, ballot, minutes);
    Landing landing = new Landing(config, ports, batch, competition, minutes);
    Ending ending = Ending.NOBODY_WINS;
    for (int round = 0; round <= config.rules().maxFallbacks(); round++) {
      BlockRef head = ports.chain().head();
      long lastBlock = head.number() + config.blocksPerAward();
      List<Executable> winners;
      switch (trials.elect(head, lastBlock)) {
        case Trials.Verdict.Unavailable unavailable -> {
          String reason =
              Competition.cut("settlements cannot be simulated: " + unavailable.reason());
          minutes.add(new TranscriptLine.Cut(reason));
          return end(reason);
        }
        case Trials.Verdict.Elected elected -> winners = elected.winners();
      }
      if (winners.isEmpty()) {
        return end(ending.reason());
      }
      if (conclude(landing.land(placed(winners), lastBlock))) {
        return end(Ending.OUTBID.reason());
      }
      ending = Ending.NOT_LANDED;
    }
    return end(ending.reason());
  }

  /** The best gets the first place that is free. */
  private List<Placed> placed(List<Executable> winners) {
    List<Placed> placed = new ArrayList<>();
    Iterator<Executable> left = winners.iterator();
    for (int place = 0; left.hasNext(); place++) {
      if (!settled.containsKey(place)) {
        Executable winner = left.next();
        placed.add(
            new Placed(new AuctionId(batch.number(), place), winner.candidate(), winner.gasUsed()));
      }
    }
    return placed;
  }

  /** Whether all have settled. */
  private boolean conclude(List<Conclusion> conclusions) {
    boolean all = true;
    for (Conclusion conclusion : conclusions) {
      Candidate candidate = conclusion.winner().candidate();
      if (conclusion.settlement().isPresent()) {
        settled.put(conclusion.winner().id().place(), conclusion.settlement().get());
        competition.settled(candidate);
        ballot.settles(candidate.ref());
      } else {
        all = false;
        competition.notSettled(candidate);
        ballot.failsToSettle(candidate.ref());
      }
    }
    return all;
  }

  private AuctionResult end(String reason) {
    AuctionResult result =
        new AuctionResult(List.copyOf(settled.values()), reason, minutes.end(reason));
    competition.over(reason);
    return result;
  }
}
