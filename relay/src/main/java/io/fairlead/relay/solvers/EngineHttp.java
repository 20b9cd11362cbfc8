package io.fairlead.relay.solvers;

import io.fairlead.auction.json.Json;
import io.fairlead.contracts.primitive.Bytes;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One exchange with an engine: bounded in time from the first byte to the last, the answer in size.
 * Redirects are not followed. Thread safe.
 */
record EngineHttp(HttpClient client) {
  /** How an exchange ended. */
  sealed interface Outcome {}

  /** Status 200 with a body. */
  record Body(Bytes content) implements Outcome {}

  /** Another status. */
  record Status(int code) implements Outcome {}

  /** Not within the time. */
  record Late() implements Outcome {}

  /** No connection, or one that broke. */
  record Broken(String reason) implements Outcome {}

  Outcome post(URI to, byte[] body, Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    CompletableFuture<HttpResponse<byte[]>> exchange =
        client.sendAsync(
            HttpRequest.newBuilder(to)
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build(),
            // The request's own timeout ends with the headers; only the wait below bounds the body.
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), Json.MAX_BYTES));
    try {
      HttpResponse<byte[]> response =
          exchange.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
      return response.statusCode() == 200
          ? new Body(Bytes.of(response.body()))
          : new Status(response.statusCode());
    } catch (TimeoutException e) {
      exchange.cancel(true);
      return new Late();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      return cause instanceof HttpTimeoutException
          ? new Late()
          : new Broken("no connection: " + cause.getClass().getSimpleName());
    } catch (InterruptedException e) {
      exchange.cancel(true);
      Thread.currentThread().interrupt();
      return new Late();
    }
  }
}
