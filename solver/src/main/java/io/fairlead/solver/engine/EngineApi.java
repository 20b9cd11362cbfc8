package io.fairlead.solver.engine;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.Solution;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.solver.clearing.Budget;
import io.fairlead.solver.strategy.Strategy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bodies in, bodies out: the API without its transport. Logs ids, counts and times, never an
 * order's terms. Thread safe.
 */
final class EngineApi {
  private static final Logger log = LoggerFactory.getLogger(EngineApi.class);
  private static final int LOGGED_MESSAGE = 300;

  private final Strategy strategy;
  private final EngineConfig config;
  private final Clock clock;

  EngineApi(Strategy strategy, EngineConfig config, Clock clock) {
    this.strategy = strategy;
    this.config = config;
    this.clock = clock;
  }

  String strategy() {
    return strategy.name();
  }

  /** Answers {@code POST /solve}. */
  EngineReply solve(byte[] body) {
    long started = System.nanoTime();
    SolveRequest request;
    try {
      request = EngineJson.readRequest(body);
    } catch (JsonFormatException e) {
      log.info("solve.refused reason=malformed");
      return EngineReply.error(400, describe(e));
    }
    try {
      List<Solution> solutions = strategy.solve(request, budget(request, started));
      log.info(
          "solve.{} orders={} pools={} solutions={} tradesInBest={} millis={}",
          request.id() == null ? "quote" : "auction auction=" + printable(request.id()),
          request.orders().size(),
          request.liquidity().size(),
          solutions.size(),
          solutions.isEmpty() ? 0 : solutions.getFirst().trades().size(),
          Duration.ofNanos(System.nanoTime() - started).toMillis());
      return EngineReply.ok(EngineJson.writeResponse(solutions));
    } catch (RuntimeException | StackOverflowError e) {
      // Its message could hold an order's terms: only the place is logged.
      StackTraceElement[] trace = e.getStackTrace();
      log.error(
          "solve.failed error={} at={}",
          e.getClass().getName(),
          trace.length == 0 ? "?" : trace[0]);
      return EngineReply.error(500, "the engine failed");
    }
  }

  /** Answers {@code POST /notify}. */
  EngineReply notification(byte[] body) {
    try {
      EngineNotification notification = EngineJson.readNotification(body);
      log.info(
          "notified auction={} solution={} kind={} message={}",
          notification.auctionId(),
          notification.solutionId(),
          notification.kind().text(),
          printable(notification.message()));
      return EngineReply.ok("{}".getBytes(StandardCharsets.UTF_8));
    } catch (JsonFormatException e) {
      log.info("notification.refused reason=malformed");
      return EngineReply.error(400, describe(e));
    }
  }

  private Budget budget(SolveRequest request, long started) {
    Duration untilDeadline =
        Duration.between(clock.instant(), request.deadline()).minus(config.slack());
    // Compared as durations first: a deadline far away does not fit a number of nanoseconds.
    Duration allowed =
        untilDeadline.compareTo(config.maxSolveTime()) < 0 ? untilDeadline : config.maxSolveTime();
    if (allowed.isNegative()) {
      return () -> true;
    }
    long nanos = allowed.toNanos();
    return () -> System.nanoTime() - started >= nanos;
  }

  private static String describe(JsonFormatException e) {
    String message = e.getMessage();
    return message == null ? "malformed" : message;
  }

  /** What others wrote, fit for one line of a log. */
  private static String printable(String text) {
    String cut = text.length() <= LOGGED_MESSAGE ? text : text.substring(0, LOGGED_MESSAGE);
    return cut.replaceAll("\\p{Cntrl}", " ");
  }
}
