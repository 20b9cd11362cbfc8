package io.fairlead.devnet.sandbox;

import io.fairlead.solver.http.BoundedServer;
import io.fairlead.solver.http.Call;
import io.fairlead.solver.http.Limits;
import io.fairlead.solver.http.Route;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sandbox on HTTP, bounded, because anybody may ask it. */
final class SandboxServer {
  private static final int THREADS = 2;
  private static final int QUEUE = 16;
  private static final int BODIES = 8;
  private static final Duration IDLE = Duration.ofSeconds(30);
  private static final String BATCH = "/batches/([0-9]{1,18})";

  private SandboxServer() {}

  /**
   * Starts and waits until requests are accepted.
   *
   * @param maxBody bytes
   * @param request longest time from a request to its answer
   * @throws IllegalStateException if it cannot listen
   */
  static BoundedServer start(SandboxApi api, String host, int port, int maxBody, Duration request) {
    return BoundedServer.start(
        List.of(
            Route.get("/batches", call -> api.batches()),
            Route.get(BATCH + "/auction", call -> api.auction(number(call))),
            Route.post(
                BATCH + "/solve", call -> api.solve(number(call), account(call), call.body()))),
        host,
        port,
        new Limits(THREADS, QUEUE, BODIES, maxBody, request, IDLE),
        SandboxErrors::of);
  }

  private static long number(Call call) {
    return Long.parseLong(call.path(1));
  }

  /** As it stands in the query: an address has nothing that is escaped. */
  private static @Nullable String account(Call call) {
    String query = call.query();
    if (query == null || query.isEmpty()) {
      return null;
    }
    return query.startsWith("account=") ? query.substring("account=".length()) : query;
  }
}
