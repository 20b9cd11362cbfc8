package io.fairlead.solver.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.exact.Rational;
import io.fairlead.solver.RandomAuction;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.recall.Memory;
import io.fairlead.solver.strategy.Answers;
import io.fairlead.solver.strategy.Batch;
import io.fairlead.solver.strategy.BestPath;
import io.fairlead.solver.strategy.Strategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What an engine does with auctions that follow each other. */
class SessionsTest {
  private static final EngineApi.Due NO_TIMER = (left, late) -> {};

  /** Searches until it is told to stop. */
  private static final class Endless implements Strategy {
    final CountDownLatch begun;

    Endless(int searches) {
      begun = new CountDownLatch(searches);
    }

    @Override
    public String name() {
      return "endless";
    }

    @Override
    public String description() {
      return "endless";
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      begun.countDown();
      while (!budget.spent()) {
        // Not busy: several of these and the answers share a few cores.
        LockSupport.parkNanos(1_000_000);
      }
      return new BestPath().solve(request, Budget.UNLIMITED);
    }
  }

  /** Finds nothing once time is up. */
  private static final class Dutiful implements Strategy {
    @Override
    public String name() {
      return "dutiful";
    }

    @Override
    public String description() {
      return "dutiful";
    }

    @Override
    public List<Solution> solve(SolveRequest request, Budget budget) {
      return budget.spent() ? List.of() : new Batch().solve(request, budget);
    }
  }

  @Test
  @Timeout(60)
  void aLaterAuctionOfTheSameNodeEndsTheSearchForAnEarlierOneAndNoOther() throws Exception {
    Endless endless = new Endless(3);
    EngineApi api = api(endless);
    CompletableFuture<EngineResponse> earlier = ask(api, "node", auction("7", 3_600));
    CompletableFuture<EngineResponse> quote = ask(api, "node", auction(null, 3_600));
    CompletableFuture<EngineResponse> others = ask(api, "another", auction("6", 3_600));
    endless.begun.await();
    CompletableFuture<EngineResponse> same = ask(api, "node", auction("7", 3_600));
    CompletableFuture<EngineResponse> later = ask(api, "node", auction("8", 3_600));
    // With what they have, which is not nothing.
    for (CompletableFuture<EngineResponse> ended : List.of(earlier, same)) {
      assertThat(ended.get(20, TimeUnit.SECONDS))
          .isInstanceOfSatisfying(
              EngineResponse.Solutions.class, one -> assertThat(one.solutions()).isNotEmpty());
    }
    assertThat(quote).isNotDone();
    assertThat(others).isNotDone();
    assertThat(later).isNotDone();
    api.close();
    for (CompletableFuture<EngineResponse> ended : List.of(quote, others, later)) {
      ended.get(20, TimeUnit.SECONDS);
    }
  }

  @Test
  @Timeout(60)
  void theDeadlineEndsASearch() throws Exception {
    EngineApi api = api(new Endless(1));
    SolveRequest request = auction("1", 3_600).until(Instant.now().plusMillis(300));
    assertThat(ask(api, "node", request).get(20, TimeUnit.SECONDS))
        .isInstanceOf(EngineResponse.Solutions.class);
    api.close();
  }

  /** Less time is left than the slack, so nothing is searched for: what there is is remembered. */
  @Test
  @Timeout(60)
  void withNoTimeForASearchTheLastAuctionStillGivesAnAnswer() throws Exception {
    Batch batch = new Batch();
    EngineApi api = api(new Dutiful(), Duration.ofMinutes(50));
    SolveRequest first = remembered(batch);
    assertThat(solutions(api.answer("node", first, NO_TIMER))).isNotEmpty();
    boolean answered = false;
    for (int tries = 0; tries < 400 && !answered; tries++) {
      SolveRequest next = first.until(Instant.now().plusSeconds(1_000));
      assertThat(solutions(api.answer("stranger", next, NO_TIMER))).isEmpty();
      answered = !solutions(api.answer("node", next, NO_TIMER)).isEmpty();
      // The memory is put in order beside.
      Thread.sleep(10);
    }
    assertThat(answered).isTrue();
    assertThat(solutions(api.answer("node", first.until(Instant.EPOCH), NO_TIMER))).isEmpty();
    api.close();
  }

  /** An auction of which enough can be remembered. */
  private static SolveRequest remembered(Batch batch) {
    for (long seed = 1; seed < 100; seed++) {
      SolveRequest request = RandomAuction.sized(seed, 3, 6, 20);
      List<Solution> best = batch.solve(request, Budget.UNLIMITED);
      if (!best.isEmpty() && recalls(Memory.of(request, best.getFirst()), request)) {
        return request.until(Instant.now().plusSeconds(3_600));
      }
    }
    throw new AssertionError("nothing can be remembered");
  }

  private static boolean recalls(Memory memory, SolveRequest request) {
    FirstAnswers answers = FirstAnswers.to(request);
    answers.offer(memory, Budget.UNLIMITED, () -> {});
    return !answers.answers().best().isEmpty();
  }

  /** Whatever strategies offer in whatever order, what others read never gets worse. */
  @Test
  @Timeout(60)
  void theBestSoFarNeverFalls() throws Exception {
    SolveRequest request = RandomAuction.sized(11, 3, 6, 20);
    Answers answers = Answers.to(request);
    List<List<Solution>> offers = new ArrayList<>();
    new Batch().solve(request, Budget.UNLIMITED).forEach(one -> offers.add(List.of(one)));
    new BestPath().solve(request, Budget.UNLIMITED).forEach(one -> offers.add(List.of(one)));
    offers.add(List.of());
    assertThat(offers).hasSizeGreaterThan(2);
    AtomicBoolean done = new AtomicBoolean();
    List<Rational> read = new ArrayList<>();
    Thread reader =
        Thread.ofPlatform()
            .start(() -> {
              while (!done.get()) {
                read.add(answers.score());
              }
            });
    List<Thread> offering = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int shift = i;
      offering.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int round = 0; round < 200; round++) {
                  answers.offer(offers.get((round + shift) % offers.size()));
                }
              }));
    }
    for (Thread one : offering) {
      one.join();
    }
    done.set(true);
    reader.join();
    for (int i = 1; i < read.size(); i++) {
      assertThat(read.get(i)).isGreaterThanOrEqualTo(read.get(i - 1));
    }
    assertThat(answers.best()).isNotEmpty();
  }

  private static List<Solution> solutions(EngineResponse response) {
    return ((EngineResponse.Solutions) response).solutions();
  }

  private static EngineApi api(Strategy strategy) {
    return api(strategy, Duration.ofMillis(50));
  }

  private static EngineApi api(Strategy strategy, Duration slack) {
    return new EngineApi(
        strategy,
        new EngineConfig("127.0.0.1", 0, 2, 16, 1_000_000, slack, Duration.ofHours(1)),
        Clock.systemUTC());
  }

  private static CompletableFuture<EngineResponse> ask(
      EngineApi api, String source, SolveRequest request) {
    return CompletableFuture.supplyAsync(
        () -> api.answer(source, request, NO_TIMER), command -> Thread.ofPlatform().start(command));
  }

  private static SolveRequest auction(@Nullable String id, long seconds) {
    SolveRequest request = RandomAuction.sized(3, 3, 6, 20);
    return new SolveRequest(
        id,
        request.tokens(),
        request.orders(),
        request.liquidity(),
        request.effectiveGasPrice(),
        Instant.now().plusSeconds(seconds));
  }
}
