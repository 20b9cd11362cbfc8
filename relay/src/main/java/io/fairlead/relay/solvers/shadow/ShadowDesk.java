package io.fairlead.relay.solvers.shadow;

import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.NotificationKind;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.replay.ExecutionCheck.Verdict;
import io.fairlead.auction.replay.RecordedAuction;
import io.fairlead.auction.replay.Replay;
import io.fairlead.auction.replay.Replay.TriedAnswer;
import io.fairlead.auction.replay.ReplayException;
import io.fairlead.auction.replay.ReplayRules;
import io.fairlead.auction.replay.ReplayedAuction;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.auction.run.SolverPort.Answer;
import io.fairlead.auction.transcript.RunningHash;
import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.auction.transcript.TranscriptStoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks shadow solvers what the competing ones are asked, at the same time and apart from them. When
 * an auction's transcript is complete, it is replayed with each shadow's answer beside the recorded
 * bids; what comes out goes to a file beside the transcripts and to the shadow itself. Nothing
 * flows from here into an auction. Thread safe.
 */
public final class ShadowDesk {
  private static final Logger LOG = LoggerFactory.getLogger(ShadowDesk.class);

  /** Auctions whose end has not been seen. */
  private static final int WAITING = 4;

  private static final Duration GRACE = Duration.ofSeconds(1);

  private final List<SolverPort> shadows;
  private final TranscriptStore transcripts;
  private final Path directory;
  private final ExecutorService threads;
  private final Replay replay =
      // Its settlements are not simulated: that would take the chain node's time from the auction.
      new Replay(ReplayRules.recorded(), (_, _) -> new Verdict.Unknown());
  private final Map<String, List<Asked>> waiting = new LinkedHashMap<>();

  private record Asked(SolverPort shadow, CompletableFuture<Answer> answer) {}

  /**
   * A desk for these shadows.
   *
   * @param transcripts of the auctions they shadow
   * @param directory where what would have become of them is written
   * @param threads run what blocks
   */
  public ShadowDesk(
      List<SolverPort> shadows,
      TranscriptStore transcripts,
      Path directory,
      ExecutorService threads) {
    this.shadows = List.copyOf(shadows);
    this.transcripts = transcripts;
    this.directory = directory;
    this.threads = threads;
  }

  /** The same solvers; the first one's requests are passed on to the shadows. */
  public List<SolverPort> heardBy(List<SolverPort> competing) {
    if (shadows.isEmpty() || competing.isEmpty()) {
      return competing;
    }
    List<SolverPort> tapped = new ArrayList<>(competing);
    tapped.set(0, new ShadowTap(competing.getFirst(), this::asked));
    return tapped;
  }

  /** The same store; auctions that end in it are replayed with the shadows' answers. */
  public TranscriptStore watched() {
    return shadows.isEmpty() ? transcripts : new WatchedStore(transcripts, this::ended);
  }

  private void asked(SolveRequest request, Duration timeout) {
    String id = request.id();
    if (id == null) {
      return;
    }
    List<Asked> all = new ArrayList<>();
    synchronized (waiting) {
      if (waiting.containsKey(id)) {
        return;
      }
      shadows.forEach(shadow -> all.add(new Asked(shadow, new CompletableFuture<>())));
      waiting.put(id, all);
      if (waiting.size() > WAITING) {
        waiting.remove(waiting.keySet().iterator().next());
      }
    }
    for (Asked one : all) {
      one.answer()
          .completeOnTimeout(
              new Answer.TimedOut(), timeout.plus(GRACE).toMillis(), TimeUnit.MILLISECONDS);
      run(() -> one.answer().complete(answer(one.shadow(), request, timeout)));
    }
  }

  private static Answer answer(SolverPort shadow, SolveRequest request, Duration timeout) {
    try {
      return shadow.solve(request, timeout);
    } catch (RuntimeException e) {
      LOG.warn("shadow.failed solver={} error={}", shadow.name(), e.toString());
      return new Answer.Failed("the solver's connection failed unexpectedly");
    }
  }

  private void ended(long batch) {
    List<Asked> all;
    synchronized (waiting) {
      all = waiting.remove(Long.toString(batch));
    }
    if (all != null) {
      run(() -> judge(batch, all));
    }
  }

  private void judge(long batch, List<Asked> all) {
    try {
      List<String> lines =
          transcripts.read(batch).map(TranscriptStore.Stored::lines).orElse(List.of());
      RecordedAuction auction = RecordedAuction.read(lines);
      RunningHash hash = RunningHash.EMPTY;
      for (String line : lines) {
        hash = hash.plus(line);
      }
      List<String> records = new ArrayList<>();
      for (Asked one : all) {
        SolverPort shadow = one.shadow();
        Answer answer = one.answer().join();
        ReplayedAuction replayed =
            replay.replay(auction, new TriedAnswer(shadow.name(), shadow.account(), answer));
        records.add(
            ShadowJson.write(batch, hash.value(), shadow.name(), shadow.account(), replayed));
        tell(shadow, batch, replayed);
      }
      write(batch, records);
    } catch (ReplayException | TranscriptStoreException | IOException e) {
      LOG.warn("shadow.failed batch={} error={}", batch, e.toString());
    }
  }

  private static void tell(SolverPort shadow, long batch, ReplayedAuction replayed) {
    String winners = " wei; the winners' scores were " + replayed.recordedTotal().floor() + " wei";
    for (ReplayedAuction.Tried tried : replayed.tried()) {
      shadow.notify(
          new EngineNotification(
              batch,
              tried.id(),
              NotificationKind.SHADOW,
              switch (tried) {
                case ReplayedAuction.Tried.Valid valid ->
                    (valid.won() ? "would have won with score " : "would have been outbid, score ")
                        + valid.score().floor()
                        + winners;
                case ReplayedAuction.Tried.Refused refused ->
                    "would have been refused, " + refused.reason().text() + ": " + refused.detail();
                case ReplayedAuction.Tried.Reverts reverts ->
                    "would have reverted: " + reverts.detail();
              }));
    }
    Optional.ofNullable(replayed.failure())
        .ifPresent(failure ->
            shadow.notify(
                new EngineNotification(
                    batch, null, NotificationKind.SHADOW, "no answer: " + failure)));
  }

  private void write(long batch, List<String> records) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve("%012d.jsonl".formatted(batch));
    Path fresh = directory.resolve("%012d.jsonl.open".formatted(batch));
    Files.writeString(fresh, String.join("\n", records) + "\n");
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void run(Runnable work) {
    try {
      threads.execute(work);
    } catch (RejectedExecutionException stopping) {
      LOG.debug("shadow.dropped reason=stopping");
    }
  }
}
