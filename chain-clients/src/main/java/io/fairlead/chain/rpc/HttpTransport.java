package io.fairlead.chain.rpc;

import io.fairlead.chain.ChainException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Posts JSON to one server. The whole exchange is bounded in time, the answer in size; redirects
 * are not followed. Blocking, thread safe, meant for virtual threads.
 */
public final class HttpTransport implements AutoCloseable {
  /** Largest answer read, in bytes. */
  public static final long DEFAULT_MAX_BYTES = 32L << 20;

  private static final Duration MAX_CONNECT = Duration.ofSeconds(5);

  private final URI uri;
  private final Duration timeout;
  private final long maxBytes;
  private final HttpClient client;

  /**
   * Connects lazily.
   *
   * @param uri {@code http} or {@code https}
   * @param timeout longest time one exchange may take, answer included
   * @param maxBytes largest answer
   * @throws IllegalArgumentException if the URI is of another kind
   */
  public HttpTransport(URI uri, Duration timeout, long maxBytes) {
    if (uri.getHost() == null || !(isHttp(uri) || "https".equalsIgnoreCase(uri.getScheme()))) {
      throw new IllegalArgumentException("an RPC URL is http:// or https:// with a host");
    }
    this.uri = uri;
    this.timeout = timeout;
    this.maxBytes = maxBytes;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout.compareTo(MAX_CONNECT) < 0 ? timeout : MAX_CONNECT)
            .build();
  }

  /** Scheme, host and port: what may be shown of the URL, whose rest may hold a key. */
  public String server() {
    return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
  }

  /**
   * Posts {@code body} as JSON.
   *
   * @param headers further headers
   * @param repeatable whether it may be sent twice if the connection breaks before the answer, as
   *     happens with a kept connection that the server closes at the same moment
   * @return the answer's body
   * @throws ChainException if there is no answer in time, it is too large, or its status is not 200
   */
  public byte[] post(byte[] body, Map<String, String> headers, boolean repeatable) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body));
    headers.forEach(request::header);
    long deadline = System.nanoTime() + timeout.toNanos();
    HttpResponse<byte[]> response;
    try {
      response = exchange(request.build(), deadline);
    } catch (BrokenConnectionException e) {
      if (!repeatable) {
        throw e.failure;
      }
      response = exchangeAgain(request.build(), deadline);
    }
    if (response.statusCode() != 200) {
      throw new HttpStatusException(
          server(), response.statusCode(), new String(response.body(), StandardCharsets.UTF_8));
    }
    return response.body();
  }

  private HttpResponse<byte[]> exchangeAgain(HttpRequest request, long deadline) {
    try {
      return exchange(request, deadline);
    } catch (BrokenConnectionException e) {
      throw e.failure;
    }
  }

  private HttpResponse<byte[]> exchange(HttpRequest request, long deadline)
      throws BrokenConnectionException {
    // The request's own timeout ends with the headers; only waiting here bounds the body as well.
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    try {
      return answer.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new ChainException(server() + " did not answer within " + timeout, e);
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new ChainException("interrupted while waiting for " + server(), e);
    } catch (ExecutionException e) {
      throw failure(e.getCause() == null ? e : e.getCause());
    }
  }

  private ChainException failure(Throwable cause) throws BrokenConnectionException {
    if (cause instanceof HttpTimeoutException) {
      return new ChainException(server() + " did not answer within " + timeout, cause);
    }
    if (cause instanceof ConnectException) {
      return new ChainException(server() + " cannot be reached", cause);
    }
    if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("capacity")) {
      return new ChainException(
          server() + " sent an answer of more than " + maxBytes + " bytes", cause);
    }
    ChainException failure =
        new ChainException(
            server() + " broke the connection: " + cause.getClass().getSimpleName(), cause);
    if (cause instanceof IOException) {
      throw new BrokenConnectionException(failure);
    }
    return failure;
  }

  private static boolean isHttp(URI uri) {
    return "http".equalsIgnoreCase(uri.getScheme());
  }

  /** Ends exchanges under way and frees the connections. */
  @Override
  public void close() {
    client.shutdownNow();
  }

  private static final class BrokenConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    final ChainException failure;

    BrokenConnectionException(ChainException failure) {
      this.failure = failure;
    }
  }
}
