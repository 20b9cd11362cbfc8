package io.fairlead.solver.dialout;

import io.fairlead.auction.dialout.SolverMessage;
import io.fairlead.auction.dialout.SolverMessageJson;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.engine.EngineApi;
import io.fairlead.solver.engine.EngineConfig;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Solves requests on a bounded number of threads with a bounded queue. Every request is answered
 * once and before its deadline, if with nothing. Thread safe.
 */
final class Solving implements AutoCloseable {
  private static final long CLOSE_SECONDS = 10;

  /** There is but one to talk to. */
  private static final String NODE = "node";

  private final EngineApi api;
  private final SealedAuctions sealed;
  private final ThreadPoolExecutor workers;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("solver-deadlines").factory());

  Solving(EngineApi api, EngineConfig config, SealedAuctions sealed) {
    this.api = api;
    this.sealed = sealed;
    this.workers =
        new ThreadPoolExecutor(
            config.threads(),
            config.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.queue()),
            Thread.ofPlatform().daemon().name("solver-", 0).factory());
  }

  /**
   * Solves and says the answer to {@code send}.
   *
   * @param auction what commitments are bound to; null to say solutions at once
   */
  void solve(long number, SolveRequest request, @Nullable Bytes32 auction, Consumer<String> send) {
    AtomicBoolean answered = new AtomicBoolean();
    Consumer<EngineResponse> answer =
        response -> {
          if (answered.compareAndSet(false, true)) {
            send.accept(SolverMessageJson.write(said(number, request, auction, response)));
          }
        };
    try {
      workers.execute(() ->
          answer.accept(
              api.answer(
                  NODE,
                  request,
                  (due, late) -> {
                    var _ =
                        clock.schedule(
                            () -> answer.accept(late.get()),
                            Math.max(1, due.toMillis()),
                            TimeUnit.MILLISECONDS);
                  })));
    } catch (RejectedExecutionException e) {
      answer.accept(new EngineResponse.Declined("Other", "too many auctions at once"));
    }
  }

  private SolverMessage said(
      long number, SolveRequest request, @Nullable Bytes32 auction, EngineResponse response) {
    String id = request.id();
    return auction != null && id != null && response instanceof EngineResponse.Solutions found
        ? new SolverMessage.Commit(number, sealed.commit(request, id, auction, found.solutions()))
        : new SolverMessage.Answer(number, response);
  }

  /** What opens the commitments of an auction. */
  SolverMessage.Open open(long number, String auctionId) {
    return new SolverMessage.Open(number, sealed.open(auctionId));
  }

  /** Lets running searches end for a short while. */
  @Override
  public void close() {
    workers.shutdown();
    try {
      if (!workers.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException e) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
    clock.shutdownNow();
  }
}
