package io.fairlead.relay.solvers;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.EngineNotification;
import io.fairlead.auction.engine.EngineResponse;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.run.SolverPort;
import io.fairlead.contracts.primitive.Address;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An engine behind {@code POST <url>/solve} and {@code POST <url>/notify}. The whole exchange is
 * bounded in time, the answer in size; redirects are not followed. Thread safe.
 */
public final class HttpSolverPort implements SolverPort {
  private static final Logger LOG = LoggerFactory.getLogger(HttpSolverPort.class);
  private static final Duration NOTIFY_TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_NOTIFICATIONS = 64;

  private final String name;
  private final Address account;
  private final URI solve;
  private final URI notify;
  private final HttpClient client;
  private final Semaphore notifications = new Semaphore(MAX_NOTIFICATIONS);

  /**
   * An engine.
   *
   * @param url as configured, never from a request
   * @param client shared by all engines, follows no redirects
   */
  public HttpSolverPort(String name, URI url, Address account, HttpClient client) {
    String base = url.toString();
    String prefix = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
    this.name = name;
    this.account = account;
    this.solve = URI.create(prefix + "/solve");
    this.notify = URI.create(prefix + "/notify");
    this.client = client;
  }

  /** A client fit for solvers. */
  public static HttpClient client() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER)
        .connectTimeout(Duration.ofSeconds(2))
        .build();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Address account() {
    return account;
  }

  @Override
  public Answer solve(SolveRequest request, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(
            post(solve, EngineJson.writeRequest(request), timeout),
            // The request's own timeout ends with the headers; only the wait below bounds the body.
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), Json.MAX_BYTES));
    try {
      return read(exchange.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS));
    } catch (TimeoutException e) {
      exchange.cancel(true);
      return new Answer.TimedOut();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof HttpTimeoutException
          ? new Answer.TimedOut()
          : new Answer.Failed("no connection: " + cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return new Answer.TimedOut();
    }
  }

  private static Answer read(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      return new Answer.Failed("HTTP status " + response.statusCode());
    }
    try {
      return switch (EngineJson.readResponse(response.body())) {
        case EngineResponse.Solutions answer ->
            new Answer.Solutions(answer.solutions(), answer.refused());
        case EngineResponse.Declined declined ->
            new Answer.Failed("declined: " + declined.code() + " " + declined.message());
      };
    } catch (JsonFormatException e) {
      return new Answer.Failed("not in the format: " + e.getMessage());
    }
  }

  @Override
  public void notify(EngineNotification notification) {
    if (!notifications.tryAcquire()) {
      LOG.warn("solver.notify solver={} outcome=dropped reason=tooManyWaiting", name);
      return;
    }
    var _ =
        client
            .sendAsync(
                post(notify, EngineJson.writeNotification(notification), NOTIFY_TIMEOUT),
                BodyHandlers.discarding())
            .orTimeout(NOTIFY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
            .whenComplete((_, failure) -> {
              notifications.release();
              if (failure != null) {
                LOG.debug("solver.notify solver={} error={}", name, failure.toString());
              }
            });
  }

  private static HttpRequest post(URI to, byte[] body, Duration timeout) {
    return HttpRequest.newBuilder(to)
        .timeout(timeout)
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
        .build();
  }
}
