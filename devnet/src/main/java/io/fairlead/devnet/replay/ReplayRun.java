package io.fairlead.devnet.replay;

import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.replay.RecordedAuction;
import io.fairlead.auction.replay.Replay;
import io.fairlead.auction.replay.Replay.TriedAnswer;
import io.fairlead.auction.replay.ReplayException;
import io.fairlead.auction.replay.ReplayRules;
import io.fairlead.auction.replay.ReplayedAuction;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Address;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Replays a range, one auction after another. */
final class ReplayRun {
  private static final long EVERY_NANOS = 2_000_000_000L;

  private final TranscriptSource source;
  private final Replay replay;
  private final Optional<TriedSolver> tried;
  private final Address account;
  private final Duration timeout;

  /**
   * @param account the tried solver's
   * @param timeout what it has for each auction
   */
  ReplayRun(
      TranscriptSource source,
      ReplayRules rules,
      Optional<TriedSolver> tried,
      Address account,
      Duration timeout) {
    this.source = source;
    this.replay = new Replay(rules, SwapCheck.INSTANCE);
    this.tried = tried;
    this.account = account;
    this.timeout = timeout;
  }

  /**
   * One auction.
   *
   * @param micros what the tried solver took; 0 if none is tried
   */
  record Row(ReplayedAuction auction, long micros) {}

  /**
   * What came out.
   *
   * @param skipped transcripts that could not be replayed, and why
   */
  record Result(List<Row> rows, List<String> skipped) {}

  /** Replays everything; {@code progress} hears of it every other second. */
  Result run(Consumer<String> progress) {
    List<Row> rows = new ArrayList<>();
    List<String> skipped = new ArrayList<>();
    List<String> names = source.names();
    long said = System.nanoTime();
    for (int i = 0; i < names.size(); i++) {
      try {
        rows.add(row(RecordedAuction.read(source.lines(i))));
      } catch (IOException | ReplayException | ChainException e) {
        skipped.add(names.get(i) + ": " + e.getMessage());
      }
      if (System.nanoTime() - said > EVERY_NANOS) {
        said = System.nanoTime();
        progress.accept("replayed " + (i + 1) + " of " + names.size());
      }
    }
    return new Result(rows, skipped);
  }

  private Row row(RecordedAuction auction) {
    if (tried.isEmpty()) {
      return new Row(replay.replay(auction), 0);
    }
    TriedSolver solver = tried.get();
    SolveRequest request = auction.request(Instant.now().plus(timeout));
    long start = System.nanoTime();
    Answer answer = solver.solve(request, timeout);
    long micros = (System.nanoTime() - start) / 1_000;
    return new Row(replay.replay(auction, new TriedAnswer(solver.name(), account, answer)), micros);
  }
}
