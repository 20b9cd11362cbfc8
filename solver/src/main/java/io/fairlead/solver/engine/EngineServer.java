package io.fairlead.solver.engine;

import io.fairlead.solver.strategy.Strategy;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A solver engine on HTTP: {@code POST /solve}, {@code POST /commit}, {@code POST /open}, {@code
 * POST /notify}, {@code GET /health}. Solving happens on a bounded pool of threads with a bounded
 * queue; what does not fit is answered with 429 at once. Every request is answered before its
 * deadline, if with nothing.
 */
public final class EngineServer implements AutoCloseable {
  private static final int IDLE_SECONDS = 60;
  private static final int CLOSE_SECONDS = 10;

  private final EngineApi api;
  private final EngineConfig config;
  private final Vertx vertx;
  private final HttpServer server;
  private final ThreadPoolExecutor workers;

  private EngineServer(EngineApi api, EngineConfig config) {
    this.api = api;
    this.config = config;
    this.workers =
        new ThreadPoolExecutor(
            config.threads(),
            config.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(config.queue()),
            Thread.ofPlatform().daemon().name("solver-", 0).factory());
    this.vertx = Vertx.vertx();
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(config.host())
                    .setPort(config.port())
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(IDLE_SECONDS))
            .requestHandler(this::route);
  }

  /**
   * Starts an engine and waits until it accepts requests.
   *
   * @throws IllegalStateException if it cannot listen
   */
  public static EngineServer start(Strategy strategy, EngineConfig config, Clock clock) {
    EngineServer engine = new EngineServer(new EngineApi(strategy, config, clock), config);
    try {
      await(engine.server.listen());
      return engine;
    } catch (IllegalStateException e) {
      engine.close();
      throw new IllegalStateException(
          "cannot listen on " + config.host() + ":" + config.port() + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Stops accepting, lets running searches answer with what they have, then ends. */
  @Override
  public void close() {
    api.close();
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
    switch (request.path()) {
      case "/solve" -> post(request, (body, due) -> api.solve(source(request), body, due));
      case "/commit" -> post(request, (body, due) -> api.commit(source(request), body, due));
      case "/open" -> post(request, (body, due) -> api.open(body));
      case "/notify" -> post(request, (body, due) -> api.notification(body));
      case "/health" -> {
        if (HttpMethod.GET.equals(request.method())) {
          String health = "{\"status\":\"ok\",\"strategy\":\"" + api.strategy() + "\"}";
          reply(request, EngineReply.ok(health.getBytes(StandardCharsets.UTF_8)));
        } else {
          reply(request, EngineReply.error(405, "GET only"));
        }
      }
      case null, default -> reply(request, EngineReply.error(404, "no such path"));
    }
  }

  /** One machine is taken for one node. */
  private static String source(HttpServerRequest request) {
    SocketAddress from = request.remoteAddress();
    String host = from == null ? null : from.hostAddress();
    return host == null ? "" : host;
  }

  private void post(
      HttpServerRequest request, BiFunction<byte[], EngineApi.ReplyDue, EngineReply> answer) {
    if (!HttpMethod.POST.equals(request.method())) {
      reply(request, EngineReply.error(405, "POST only"));
      return;
    }
    Buffer body = Buffer.buffer();
    request.handler(chunk -> {
      if (body.length() + chunk.length() > config.maxBodyBytes()) {
        refuseOversized(request);
      } else if (!request.response().ended()) {
        body.appendBuffer(chunk);
      }
    });
    request.endHandler(end -> {
      if (!request.response().ended()) {
        submit(request, body.getBytes(), answer);
      }
    });
  }

  private void refuseOversized(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      EngineReply refusal =
          EngineReply.error(413, "longer than " + config.maxBodyBytes() + " bytes");
      // Whatever else is sent is not worth reading. The header alone would let a body that never
      // ends hold the connection.
      response.putHeader("connection", "close");
      sent(response, refusal).onComplete(done -> request.connection().close());
    }
  }

  private void submit(
      HttpServerRequest request,
      byte[] body,
      BiFunction<byte[], EngineApi.ReplyDue, EngineReply> answer) {
    Context context = vertx.getOrCreateContext();
    try {
      workers.execute(() -> {
        EngineReply reply =
            answer.apply(body, (due, late) -> answerWithin(due, late, context, request));
        context.runOnContext(ignored -> reply(request, reply));
      });
    } catch (RejectedExecutionException e) {
      reply(request, EngineReply.error(429, "too many auctions at once"));
    }
  }

  /**
   * A search looks at its budget between steps. Should a step take longer than the slack there is,
   * the best answer so far is in time, and a better one is not waited for.
   */
  private void answerWithin(
      Duration due, Supplier<EngineReply> late, Context context, HttpServerRequest request) {
    long millis = Math.max(1, due.toMillis());
    context.runOnContext(ignored ->
        vertx.setTimer(
            millis,
            timer -> {
              if (!request.response().ended() && !request.response().closed()) {
                reply(request, late.get());
              }
            }));
  }

  private static void reply(HttpServerRequest request, EngineReply reply) {
    HttpServerResponse response = request.response();
    if (!response.ended() && !response.closed()) {
      sent(response, reply);
    }
  }

  private static Future<Void> sent(HttpServerResponse response, EngineReply reply) {
    return response
        .setStatusCode(reply.status())
        .putHeader("content-type", "application/json")
        .end(Buffer.buffer(reply.body().bytes()));
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
