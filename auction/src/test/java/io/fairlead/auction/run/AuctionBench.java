package io.fairlead.auction.run;

import io.fairlead.auction.Scene;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.settle.Assembly;
import io.fairlead.auction.settle.SettlementAssembler;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.winner.Standings;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchAward;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** An auction with fakes around it. */
public final class AuctionBench {
  public final FakeChain chain = new FakeChain();
  public final MemoryTranscripts transcripts = new MemoryTranscripts();
  public final List<BatchAward> awards = new ArrayList<>();
  public final List<BatchSettlement> settlements = new ArrayList<>();

  /** Recording the award with this number, from 0, fails as if the process were killed. */
  public int killedBeforeAward = -1;

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
            ledger(),
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

  private AwardLedger ledger() {
    return new AwardLedger() {
      @Override
      public void record(BatchAward award) {
        if (awards.size() == killedBeforeAward) {
          throw new IllegalStateException("killed");
        }
        chain.say("record " + award.lastBlock());
        awards.add(award);
        storedBeforeSending.clear();
        storedBeforeSending.addAll(lines());
      }

      @Override
      public void settled(BatchSettlement settlement) {
        settlements.add(settlement);
      }
    };
  }

  public AuctionResult run() {
    return auction.run(Scene.task());
  }

  /** Runs another one than the scene's. */
  public AuctionResult run(AuctionTask task) {
    return auction.run(task);
  }

  /** Runs it and returns whose settlement is the first that landed. */
  public String winner() {
    int place = run().settlements().getFirst().place();
    return awards.stream()
        .filter(award -> award.place() == place)
        .reduce((_, last) -> last)
        .orElseThrow()
        .solver();
  }

  /** The same intents in another batch, for which the chain begins anew. */
  public AuctionResult run(long batch) {
    chain.startAgain();
    AuctionTask task = Scene.task();
    Batch same = task.batch();
    return auction.run(
        new AuctionTask(
            new Batch(batch, same.block(), same.entries(), same.root()),
            task.tokens(),
            task.liquidity(),
            task.gasPrice(),
            task.receipts()));
  }

  /** Who was awarded what, in order: {@code place solver}. */
  public List<String> awarded() {
    return awards.stream().map(award -> award.place() + " " + award.solver()).toList();
  }

  /** Lines of one type, read. */
  public <T extends TranscriptLine> List<T> lines(Class<T> type) {
    return lines().stream()
        .map(TranscriptJson::read)
        .filter(type::isInstance)
        .map(type::cast)
        .toList();
  }

  /** How the transcript ends. */
  public TranscriptLine.Result result() {
    return lines(TranscriptLine.Result.class).getFirst();
  }

  public List<String> lines() {
    return transcripts.read(5).orElseThrow().lines();
  }

  /** The standings it leaves. */
  public Standings standingsAfter() {
    return Objects.requireNonNull(result().standings());
  }

  /** What an award of a solution commits to. */
  public Bytes32 hashOf(Solution solution) {
    SettlementAssembler assembler =
        new SettlementAssembler(
            Scene.TERMS,
            Scene.DOMAIN,
            Scene.HUB,
            Scene.entries(),
            Scene.pools(),
            Scene.BLOCK.timestamp());
    return ((Assembly.Assembled) assembler.assemble(solution, Scene.address("solver")))
        .solutionHash();
  }

  public <T extends AuctionEvent> List<T> events(Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
