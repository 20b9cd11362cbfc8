package io.fairlead.solver.engine;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.engine.reading.OrderIndex;
import io.fairlead.auction.engine.reading.Received;
import io.fairlead.auction.engine.reading.RequestReader;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.SealedJson;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.http.Reply;
import io.fairlead.solver.strategy.Answers;
import io.fairlead.solver.strategy.Strategy;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies in, bodies out: the API without its transport. Logs ids, counts and times, never an
 * order's terms. Thread safe.
 */
public final class EngineApi {
  private static final Logger log = LoggerFactory.getLogger(EngineApi.class);
  private static final int LOGGED_MESSAGE = 300;
  private static final int LOGGED_IDS = 4;
  private static final Duration LONGEST = Duration.ofDays(1);

  private final Strategy strategy;
  private final EngineConfig config;
  private final Clock clock;
  private final Drawer drawer = new Drawer(new SecureRandom());
  private final Sessions sessions = new Sessions();
  private final RequestReader reader = new RequestReader();
  private volatile boolean closed;

  /** An engine with this strategy. */
  public EngineApi(Strategy strategy, EngineConfig config, Clock clock) {
    this.strategy = strategy;
    this.config = config;
    this.clock = clock;
  }

  /** The strategy's name. */
  public String strategy() {
    return strategy.name();
  }

  /**
   * Answers {@code POST /solve}.
   *
   * @param source who asks: a later auction of the same source ends the search for an earlier one
   * @param due told, once the request is read, within what time it has to be answered, and what
   *     with if the search is still at it by then
   */
  Reply solve(String source, byte[] body, ReplyDue due) {
    return answer(
        source, body, due, (view, request, solutions) -> EngineJson.writeResponse(solutions));
  }

  /**
   * Answers {@code POST /commit}: solves, keeps the solutions to itself and commits to them.
   *
   * @param source as for {@link #solve}
   * @param due as for {@link #solve}
   */
  Reply commit(String source, byte[] body, ReplyDue due) {
    return answer(
        source,
        body,
        due,
        (view, request, solutions) ->
            SealedJson.writeCommitments(
                drawer.seal(SealedJson.readInvitation(view), request, solutions)));
  }

  /** Answers {@code POST /open}; each ticket is good for one answer. */
  Reply open(byte[] body) {
    try {
      SealedJson.OpenRequest request = SealedJson.readOpenRequest(body);
      List<Opening> openings = drawer.open(request.ticket());
      log.info(
          "opened auction={} solutions={} closed={}",
          printable(request.auctionId()),
          openings.size(),
          request.closed());
      return Reply.ok(SealedJson.writeOpenings(openings));
    } catch (JsonFormatException e) {
      log.info("open.refused reason=malformed");
      return EngineErrors.of(400, describe(e));
    }
  }

  private interface Answer {
    byte[] write(JsonView body, SolveRequest request, List<Solution> solutions);
  }

  private Reply answer(String source, byte[] body, ReplyDue due, Answer answer) {
    Received received;
    try {
      received = reader.read(body);
    } catch (JsonFormatException e) {
      log.info("solve.refused reason=malformed");
      return EngineErrors.of(400, describe(e));
    }
    if (received.ordersLeftOut() > 0 || received.poolsLeftOut() > 0) {
      log.info(
          "request.left out orders={} pools={}", received.ordersLeftOut(), received.poolsLeftOut());
    }
    Due solutionsDue =
        (left, late) -> due.within(left, () -> written(answer, received, late.get()));
    Prepared prepared = new Prepared(received.request(), received.index());
    return switch (answer(source, prepared, solutionsDue)) {
      case EngineResponse.Declined declined -> EngineErrors.of(500, declined.message());
      case EngineResponse.Solutions found -> written(answer, received, found);
    };
  }

  private static Reply written(Answer answer, Received received, EngineResponse.Solutions found) {
    try {
      return Reply.ok(answer.write(received.rest(), received.request(), found.solutions()));
    } catch (JsonFormatException e) {
      log.info("commit.refused reason=malformed");
      return EngineErrors.of(400, describe(e));
    }
  }

  /**
   * Answers a request, whatever way it came; declines if the strategy fails with nothing found.
   *
   * @param source who asks: a later auction of the same source ends the search for an earlier one
   * @param due told at once within what time it has to be answered, and what with if the search is
   *     still at it by then
   */
  public EngineResponse answer(String source, SolveRequest request, Due due) {
    return answer(source, new Prepared(request, OrderIndex.of(request.orders())), due);
  }

  private EngineResponse answer(String source, Prepared prepared, Due due) {
    long started = System.nanoTime();
    SolveRequest request = prepared.request();
    Duration left = Duration.between(clock.instant(), request.deadline());
    FirstAnswers first = FirstAnswers.to(prepared);
    Answers answers = first.answers();
    due.within(due(left), () -> finished(prepared, answers.best()));
    Sessions.Search search = sessions.begin(source, request.id());
    try {
      if (request.id() != null) {
        first.offer(
            search.memory(), budget(left, started, search), () -> logFirst(answers, started));
      }
      SolveRequest ready = prepared.ready();
      Budget budget = budget(allowed(left), started, search);
      answers.offer(strategy.solve(ready, budget, answers));
      log(request, answers.best(), search, started);
    } catch (RuntimeException | StackOverflowError e) {
      // Its message could hold an order's terms: only the place is logged.
      StackTraceElement[] trace = e.getStackTrace();
      log.error(
          "solve.failed error={} at={}",
          e.getClass().getName(),
          trace.length == 0 ? "?" : trace[0]);
      if (answers.best().isEmpty()) {
        return new EngineResponse.Declined("Other", "the engine failed");
      }
    } finally {
      sessions.end(search, prepared, answers.best());
    }
    return finished(prepared, answers.best());
  }

  private static void logFirst(Answers answers, long started) {
    log.info(
        "solve.recalled trades={} micros={}",
        answers.best().getFirst().trades().size(),
        Duration.ofNanos(System.nanoTime() - started).toNanos() / 1_000);
  }

  private void log(
      SolveRequest request, List<Solution> solutions, Sessions.Search search, long started) {
    log.info(
        "solve.{} orders={} pools={} solutions={} tradesInBest={} millis={}{}",
        request.id() == null ? "quote" : "auction auction=" + printable(request.id()),
        request.orders().size(),
        request.liquidity().size(),
        solutions.size(),
        solutions.isEmpty() ? 0 : solutions.getFirst().trades().size(),
        Duration.ofNanos(System.nanoTime() - started).toMillis(),
        search.superseded() ? " superseded" : "");
  }

  /** Answers {@code POST /notify}. */
  Reply notification(byte[] body) {
    try {
      notified(EngineJson.readNotification(body));
      return Reply.ok("{}".getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException e) {
      log.info("notification.refused reason=malformed");
      return EngineErrors.of(400, describe(e));
    }
  }

  /** Logs what became of a solution. */
  public void notified(EngineNotification notification) {
    log.info(
        "notified auction={} solution={} kind={} message={}",
        notification.auctionId(),
        notification.solutionId(),
        notification.kind().text(),
        printable(notification.message()));
  }

  /** When a request has to be answered, and with what. */
  public interface Due {
    /** {@code late} gives the answer if there is no better one in time; on any thread. */
    void within(Duration left, Supplier<EngineResponse.Solutions> late);
  }

  /** The same for a body. */
  interface ReplyDue {
    /** As {@link Due#within}. */
    void within(Duration left, Supplier<Reply> late);
  }

  /**
   * Certificates are about the orders and pools as they were solved: with limits hardened for
   * protocol fees, or contradictions left out, they are about others than the request's.
   */
  private static EngineResponse.Solutions finished(Prepared prepared, List<Solution> solutions) {
    boolean honest =
        solutions.stream().allMatch(one -> one.certificate() == null) || prepared.asSent();
    List<Solution> sent =
        honest ? solutions : solutions.stream().map(EngineApi::uncertified).toList();
    return new EngineResponse.Solutions(
        Internalization.marked(prepared.request(), sent), List.of());
  }

  private static Solution uncertified(Solution solution) {
    return solution.certified(null);
  }

  /** Searches that are under way end soon, with what they have. */
  public void close() {
    closed = true;
    sessions.close();
  }

  /** How long a search may go on: at least no time, at most what is configured. */
  private Duration allowed(Duration left) {
    Duration most = config.maxSolveTime();
    // Compared as durations first: a deadline far away does not fit a number of nanoseconds.
    Duration untilSlack = left.minus(config.slack());
    Duration allowed = untilSlack.compareTo(most) < 0 ? untilSlack : most;
    return allowed.isNegative() ? Duration.ZERO : allowed;
  }

  /** When to answer even if the search goes on: a little before the deadline. */
  private Duration due(Duration left) {
    Duration most = config.maxSolveTime().multipliedBy(2).plus(config.slack());
    Duration due = left.minus(config.slack().dividedBy(5));
    return due.isNegative() ? Duration.ZERO : due.compareTo(most) < 0 ? due : most;
  }

  private Budget budget(Duration allowed, long started, Sessions.Search search) {
    if (!allowed.isPositive()) {
      return () -> true;
    }
    // A deadline far away does not fit a number of nanoseconds.
    long nanos = allowed.compareTo(LONGEST) < 0 ? allowed.toNanos() : LONGEST.toNanos();
    Thread searching = Thread.currentThread();
    return () ->
        closed
            || search.superseded()
            || searching.isInterrupted()
            || System.nanoTime() - started >= nanos;
  }

  private static String describe(JsonFormatException e) {
    String message = e.getMessage();
    return message == null ? "malformed" : message;
  }

  /** The first few ids. */
  static String named(List<String> ids) {
    return printable(String.join(",", ids.subList(0, Math.min(ids.size(), LOGGED_IDS))));
  }

  /** What others wrote, fit for one line of a log. */
  private static String printable(String text) {
    String cut = text.length() <= LOGGED_MESSAGE ? text : text.substring(0, LOGGED_MESSAGE);
    return cut.replaceAll("\\p{Cntrl}", " ");
  }
}
