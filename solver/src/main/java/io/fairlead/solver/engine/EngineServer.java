package io.fairlead.solver.engine;

import io.fairlead.solver.http.BoundedServer;
import io.fairlead.solver.http.Limits;
import io.fairlead.solver.http.Reply;
import io.fairlead.solver.http.Route;
import io.fairlead.solver.strategy.Strategy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * A solver engine on HTTP: {@code POST /solve}, {@code POST /commit}, {@code POST /open}, {@code
 * POST /notify}, {@code GET /health}. Solving happens on a bounded pool of threads with a bounded
 * queue; what does not fit is answered with 429 at once. Every request is answered before its
 * deadline, if with nothing.
 */
public final class EngineServer implements AutoCloseable {
  private static final Duration IDLE = Duration.ofSeconds(60);

  /** To send a body, beyond the longest search. */
  private static final Duration SENDING = Duration.ofSeconds(30);

  private final EngineApi api;
  private final BoundedServer server;

  private EngineServer(EngineApi api, BoundedServer server) {
    this.api = api;
    this.server = server;
  }

  /**
   * Starts an engine and waits until it accepts requests.
   *
   * @throws IllegalStateException if it cannot listen
   */
  public static EngineServer start(Strategy strategy, EngineConfig config, Clock clock) {
    EngineApi api = new EngineApi(strategy, config, clock);
    Limits limits =
        new Limits(
            config.threads(),
            config.queue(),
            config.threads() + config.queue(),
            config.maxBodyBytes(),
            config.maxSolveTime().multipliedBy(2).plus(config.slack()).plus(SENDING),
            IDLE);
    BoundedServer server =
        BoundedServer.start(
            routes(api),
            config.host(),
            config.port(),
            limits,
            (status, code, field, message) -> EngineErrors.of(status, message));
    return new EngineServer(api, server);
  }

  private static List<Route> routes(EngineApi api) {
    byte[] health =
        ("{\"status\":\"ok\",\"strategy\":\"" + api.strategy() + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    return List.of(
        // One machine is taken for one node.
        Route.post("/solve", call -> api.solve(call.source(), call.body(), call::answerWithin)),
        Route.post("/commit", call -> api.commit(call.source(), call.body(), call::answerWithin)),
        Route.post("/open", call -> api.open(call.body())),
        Route.post("/notify", call -> api.notification(call.body())),
        Route.atOnce("/health", call -> Reply.ok(health)));
  }

  /** The port it listens on. */
  public int port() {
    return server.port();
  }

  /** Stops accepting, lets running searches answer with what they have, then ends. */
  @Override
  public void close() {
    api.close();
    server.close();
  }
}
