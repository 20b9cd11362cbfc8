package io.fairlead.auction.run;

import static io.fairlead.auction.engine.NotificationKind.SIMULATION_FAILED;

import io.fairlead.auction.election.Ballot;
import io.fairlead.auction.election.SimulationOrder;
import io.fairlead.auction.run.SimulationPort.Trial;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.Election;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.transcript.TranscriptLine.Winner;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.sequencer.batch.Batch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Elects winners that execute: all winners of an election are simulated in the order in which they
 * are placed, each after those before it, and while one fails the election is held again without
 * those that did. For one auction and thread.
 */
final class Trials {
  private static final int SIMULATION_ATTEMPTS = 3;

  private final AuctionConfig config;
  private final AuctionPorts ports;
  private final Batch batch;
  private final Competition competition;
  private final Ballot ballot;
  private final Minutes minutes;

  Trials(
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

  /** How it ended. */
  sealed interface Verdict {
    /** Who wins, best first; nobody if no solution is left. */
    record Elected(List<Executable> winners) implements Verdict {
      public Elected {
        winners = List.copyOf(winners);
      }
    }

    /** The chain node does not answer. */
    record Unavailable(String reason) implements Verdict {}
  }

  /** A winner that executes. */
  record Executable(Candidate candidate, long gasUsed) {}

  /** Elects for awards that can execute up to {@code lastBlock}. */
  Verdict elect(BlockRef head, long lastBlock) {
    Map<SolutionRef, Long> gas = new HashMap<>();
    SimulationOrder order = new SimulationOrder();
    while (true) {
      Election election = ballot.elect();
      minutes.add(election);
      competition.elected(election);
      order.begin();
      boolean allExecute = true;
      for (Winner winner : election.winners()) {
        SolutionRef solution = winner.solution();
        if (order.passes(solution)) {
          continue;
        }
        switch (simulate(order.before(), solution, head, lastBlock)) {
          case SimulationPort.Result.Executes(long gasUsed) -> {
            order.executes(solution);
            gas.put(solution, gasUsed);
          }
          case SimulationPort.Result.Reverts _ -> {
            ballot.failsToExecute(solution);
            allExecute = false;
          }
          // Passing over a better bid because our own node is down would be unfair.
          case SimulationPort.Result.Unavailable(String reason) -> {
            return new Verdict.Unavailable(reason);
          }
        }
      }
      if (allExecute) {
        return new Verdict.Elected(
            election.winners().stream().map(winner -> executable(winner.solution(), gas)).toList());
      }
    }
  }

  private Executable executable(SolutionRef solution, Map<SolutionRef, Long> gas) {
    return new Executable(
        competition.candidate(solution), Objects.requireNonNull(gas.get(solution)));
  }

  private Trial trial(SolutionRef solution, long lastBlock) {
    Candidate candidate = competition.candidate(solution);
    Award award =
        candidate.award(new AuctionId(batch.number(), 0), batch.root(), lastBlock, Bytes32.ZERO);
    return new Trial(award, candidate.settlement());
  }

  private SimulationPort.Result simulate(
      List<SolutionRef> executed, SolutionRef solution, BlockRef head, long lastBlock) {
    Candidate candidate = competition.candidate(solution);
    List<Trial> before = executed.stream().map(one -> trial(one, lastBlock)).toList();
    Trial trial = trial(solution, lastBlock);
    SimulationPort.Result result = ports.simulation().simulate(before, trial, head);
    for (int i = 1;
        i < SIMULATION_ATTEMPTS && result instanceof SimulationPort.Result.Unavailable;
        i++) {
      result = ports.simulation().simulate(before, trial, head);
    }
    if (result instanceof SimulationPort.Result.Executes executes
        && executes.gasUsed() > config.maxGas()) {
      result =
          new SimulationPort.Result.Reverts(
              "takes " + executes.gasUsed() + " gas, more than " + config.maxGas());
    }
    switch (result) {
      case SimulationPort.Result.Executes executes ->
          minutes.add(
              new TranscriptLine.Simulation(candidate.ref(), head, executes.gasUsed(), null));
      case SimulationPort.Result.Reverts reverts -> {
        String reason = Competition.cut(reverts.reason());
        minutes.add(new TranscriptLine.Simulation(candidate.ref(), head, 0, reason));
        ports
            .listener()
            .on(
                new AuctionEvent.SimulationFailed(
                    batch.number(),
                    candidate.bid().solver(),
                    candidate.bid().solutionId(),
                    reason));
        competition.tell(candidate, SIMULATION_FAILED, reason);
      }
      case SimulationPort.Result.Unavailable unavailable -> {}
    }
    return result;
  }
}
