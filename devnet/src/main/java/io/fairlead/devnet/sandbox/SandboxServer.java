package io.fairlead.devnet.sandbox;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The sandbox on HTTP. Work happens on a bounded pool with a bounded queue, and bodies of so many
 * requests only are held at a time; what does not fit is answered with 429 at once. Every request
 * is answered within {@link Limits#requestMillis}.
 */
final class SandboxServer implements AutoCloseable {
  private static final int IDLE_SECONDS = 30;
  private static final int CLOSE_SECONDS = 10;
  private static final int THREADS = 2;
  private static final int QUEUE = 16;
  private static final int MOST_BODIES = 8;
  private static final Pattern BATCH = Pattern.compile("/batches/([0-9]{1,18})/(auction|solve)");

  /**
   * Bounds of a request.
   *
   * @param maxBody bytes
   */
  record Limits(int maxBody, long requestMillis) {}

  private final SandboxApi api;
  private final Limits limits;
  private final Vertx vertx;
  private final HttpServer server;
  private final ThreadPoolExecutor workers;

  /** Requests whose body is being read or judged; only the server's one event loop touches it. */
  private int bodies;

  private SandboxServer(SandboxApi api, String host, int port, Limits limits) {
    this.api = api;
    this.limits = limits;
    this.workers =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(QUEUE),
            Thread.ofPlatform().daemon().name("sandbox-", 0).factory());
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(host)
                    .setPort(port)
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(IDLE_SECONDS))
            .requestHandler(this::route);
  }

  /**
   * Starts and waits until requests are accepted.
   *
   * @throws IllegalStateException if it cannot listen
   */
  static SandboxServer start(SandboxApi api, String host, int port, Limits limits) {
    SandboxServer sandbox = new SandboxServer(api, host, port, limits);
    try {
      await(sandbox.server.listen());
      return sandbox;
    } catch (IllegalStateException e) {
      sandbox.close();
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  int port() {
    return server.actualPort();
  }

  /** Takes no more work, lets what is being judged be answered, then ends. */
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
    await(vertx.close());
  }

  private void route(HttpServerRequest request) {
    String path = request.path() == null ? "" : request.path();
    Matcher batch = BATCH.matcher(path);
    if (path.equals("/batches")) {
      get(request, api::batches);
    } else if (!batch.matches()) {
      reply(request, SandboxReply.error(404, "notFound", "path", "no such path"));
    } else {
      long number = Long.parseLong(batch.group(1));
      if (batch.group(2).equals("auction")) {
        get(request, () -> api.auction(number));
      } else {
        post(request, number);
      }
    }
  }

  private void get(HttpServerRequest request, Supplier<SandboxReply> answer) {
    if (!HttpMethod.GET.equals(request.method()) && !HttpMethod.HEAD.equals(request.method())) {
      refuseMethod(request, "GET, HEAD");
      return;
    }
    long timer = timer(request, () -> true);
    submit(request, answer, () -> vertx.cancelTimer(timer));
  }

  private void post(HttpServerRequest request, long number) {
    if (!HttpMethod.POST.equals(request.method())) {
      refuseMethod(request, "POST");
    } else if (declaredTooLong(request)) {
      refuseOversized(request);
    } else if (bodies >= MOST_BODIES) {
      closing(request);
      reply(request, busy());
    } else {
      bodies++;
      read(request, number);
    }
  }

  /** A body that is read and judged; whichever way it ends, its place is given back once. */
  private void read(HttpServerRequest request, long number) {
    Buffer body = Buffer.buffer();
    boolean[] done = new boolean[2];
    long timer = timer(request, () -> done[0]);
    Runnable release =
        () -> {
          if (!done[1]) {
            done[1] = true;
            bodies--;
            vertx.cancelTimer(timer);
          }
        };
    // A body that is not read to its end; one that is being judged keeps its place until it is.
    request.exceptionHandler(broken -> {
      if (!done[0]) {
        release.run();
      }
    });
    request
        .response()
        .endHandler(answered -> {
          if (!done[0]) {
            release.run();
          }
        });
    request.handler(chunk -> {
      if (body.length() + chunk.length() > limits.maxBody()) {
        refuseOversized(request);
      } else if (!request.response().ended()) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(end -> {
      if (!request.response().ended()) {
        done[0] = true;
        submit(request, () -> solve(request, number, body.getBytes()), release);
      }
    });
  }

  private SandboxReply solve(HttpServerRequest request, long number, byte[] body) {
    return api.solve(number, account(request), body);
  }

  /** As it stands in the query: an address has nothing that is escaped. */
  private static @Nullable String account(HttpServerRequest request) {
    String query = request.query();
    if (query == null || query.isEmpty()) {
      return null;
    }
    return query.startsWith("account=") ? query.substring("account=".length()) : query;
  }

  private boolean declaredTooLong(HttpServerRequest request) {
    String length = request.getHeader("content-length");
    try {
      return length != null && Long.parseLong(length) > limits.maxBody();
    } catch (NumberFormatException e) {
      return true;
    }
  }

  private void refuseMethod(HttpServerRequest request, String allowed) {
    request.response().putHeader("allow", allowed);
    reply(request, SandboxReply.error(405, "method", "method", allowed + " only"));
  }

  private void refuseOversized(HttpServerRequest request) {
    if (!request.response().ended()) {
      closing(request);
      reply(
          request,
          SandboxReply.error(
              413, "tooLarge", "body", "longer than " + limits.maxBody() + " bytes"));
    }
  }

  /** Whatever else is sent is not worth reading. */
  private static void closing(HttpServerRequest request) {
    request.response().putHeader("connection", "close");
  }

  private static SandboxReply busy() {
    return SandboxReply.error(429, "busy", "too many requests at once");
  }

  private long timer(HttpServerRequest request, Supplier<Boolean> bodyRead) {
    return vertx.setTimer(
        limits.requestMillis(),
        late -> {
          if (!request.response().ended() && !request.response().closed()) {
            closing(request);
            reply(
                request,
                bodyRead.get()
                    ? SandboxReply.error(503, "timeout", "not judged in time")
                    : SandboxReply.error(408, "timeout", "body", "not sent in time"));
          }
        });
  }

  /** Answers from a worker; {@code after} runs on the event loop in any case. */
  private void submit(HttpServerRequest request, Supplier<SandboxReply> answer, Runnable after) {
    Context context = vertx.getOrCreateContext();
    try {
      workers.execute(() -> {
        SandboxReply reply = answer.get();
        context.runOnContext(ignored -> {
          after.run();
          reply(request, reply);
        });
      });
    } catch (RejectedExecutionException e) {
      after.run();
      reply(request, busy());
    }
  }

  private static void reply(HttpServerRequest request, SandboxReply reply) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      response
          .setStatusCode(reply.status())
          .putHeader("content-type", "application/json")
          .putHeader("content-length", Integer.toString(reply.body().bytes().length));
      if (HttpMethod.HEAD.equals(request.method())) {
        response.end();
      } else {
        Future<Void> sent = response.end(Buffer.buffer(reply.body().bytes()));
        if (response.headers().contains("connection")) {
          // The header alone would let a body that never ends hold the connection.
          sent.onComplete(done -> request.connection().close());
        }
      }
    }
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IllegalStateException(String.valueOf(cause.getMessage()), cause);
    } catch (TimeoutException e) {
      throw new IllegalStateException("no answer within " + CLOSE_SECONDS + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
