package io.fairlead.auction.run;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Solution;
import io.fairlead.sequencer.batch.BatchAward;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An auction with fakes around it. */
public final class AuctionBench {
  public final FakeChain chain = new FakeChain();
  public final MemoryTranscripts transcripts = new MemoryTranscripts();
  public final List<BatchAward> awards = new ArrayList<>();

  /** Transcript lines that were durable when an award was recorded. */
  public final List<String> storedBeforeSending = new ArrayList<>();

  public final List<AuctionEvent> events = new ArrayList<>();
  public final AuctionPorts ports;
  public final Auction auction;

  public AuctionBench(AuctionConfig config, List<? extends SolverPort> solvers) {
    ports =
        new AuctionPorts(
            new SolverPanel(List.copyOf(solvers)),
            chain,
            chain,
            chain,
            award -> {
              chain.log.add("record " + award.lastBlock());
              awards.add(award);
              storedBeforeSending.addAll(lines());
            },
            transcripts,
            Scene.AUCTIONEER,
            events::add,
            InstantSource.fixed(Instant.ofEpochSecond(Scene.BLOCK.timestamp())));
    auction = new Auction(config, ports);
  }

  /** With fake solvers that offer solutions; for tests outside the package. */
  public static AuctionBench offering(Map<String, List<Solution>> offers) {
    List<SolverPort> solvers = new ArrayList<>();
    offers.forEach((name, solutions) ->
        solvers.add(new FakeSolver(name, request -> new SolverPort.Answer.Solutions(solutions))));
    return new AuctionBench(Scene.config(), solvers);
  }

  /** As {@link #offering}, beside solvers that commit; of theirs the last one is never opened. */
  public static AuctionBench sealing(
      Map<String, List<Solution>> sealed, Map<String, List<Solution>> offers) {
    List<SolverPort> solvers = new ArrayList<>();
    sealed.forEach((name, solutions) -> {
      SealingSolver solver = new SealingSolver(name, solutions.toArray(Solution[]::new));
      solver.opens = openings -> openings.subList(0, openings.size() - 1);
      solvers.add(solver);
    });
    offers.forEach((name, solutions) ->
        solvers.add(new FakeSolver(name, request -> new SolverPort.Answer.Solutions(solutions))));
    return new AuctionBench(Scene.config(), solvers);
  }

  public AuctionResult run() {
    return auction.run(Scene.task());
  }

  public List<String> lines() {
    return transcripts.read(5).orElseThrow().lines();
  }

  public <T extends AuctionEvent> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
