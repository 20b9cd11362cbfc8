package io.fairlead.relay.solvers;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineNotification;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends notifications to one engine and waits for none; few may be on their way. Thread safe. */
final class Notices {
  private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_ON_THEIR_WAY = 64;

  private final String solver;
  private final URI to;
  private final HttpClient client;
  private final Semaphore places = new Semaphore(MAX_ON_THEIR_WAY);

  Notices(String solver, URI to, HttpClient client) {
    this.solver = solver;
    this.to = to;
    this.client = client;
  }

  void send(EngineNotification notification) {
    if (!places.tryAcquire()) {
      LOG.warn("solver.notify solver={} outcome=dropped reason=tooManyWaiting", solver);
      return;
    }
    var _ =
        client
            .sendAsync(
                HttpRequest.newBuilder(to)
                    .timeout(TIMEOUT)
                    .header("Content-Type", "application/json")
                    .POST(
                        HttpRequest.BodyPublishers.ofByteArray(
                            EngineJson.writeNotification(notification)))
                    .build(),
                BodyHandlers.discarding())
            .orTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, failure) -> {
              places.release();
              if (failure != null) {
                LOG.debug("solver.notify solver={} error={}", solver, failure.toString());
              }
            });
  }
}
