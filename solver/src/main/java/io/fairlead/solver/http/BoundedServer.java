package io.fairlead.solver.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP/1.1 with JSON bodies, for requests that are work. The work is done on a bounded pool with a
 * bounded queue, bodies of so many requests only are held at a time, and every request is answered
 * within a time; what does not fit is answered with 429 at once.
 */
public final class BoundedServer implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BoundedServer.class);
  private static final int CLOSE_SECONDS = 10;

  private final List<Route> routes;
  private final Limits limits;
  private final Refusals refusals;
  private final Vertx vertx;
  private final HttpServer server;
  private final ThreadPoolExecutor workers;

  /** Requests whose body is held; only the server's one event loop touches it. */
  private int bodies;

  private BoundedServer(
      List<Route> routes, String host, int port, Limits limits, Refusals refusals) {
    this.routes = List.copyOf(routes);
    this.limits = limits;
    this.refusals = refusals;
    this.workers =
        new ThreadPoolExecutor(
            limits.threads(),
            limits.threads(),
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(limits.queue()),
            Thread.ofPlatform().daemon().name("work-", 0).factory());
    this.vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
    this.server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(host)
                    .setPort(port)
                    .setHttp2ClearTextEnabled(false)
                    .setIdleTimeout(Math.toIntExact(limits.idle().toSeconds())))
            .requestHandler(this::route);
  }

  /**
   * Starts and waits until requests are accepted.
   *
   * @param routes asked in this order
   * @param port 0 for any free one
   * @throws IllegalStateException if it cannot listen
   */
  public static BoundedServer start(
      List<Route> routes, String host, int port, Limits limits, Refusals refusals) {
    BoundedServer started = new BoundedServer(routes, host, port, limits, refusals);
    try {
      await(started.server.listen());
      return started;
    } catch (IllegalStateException e) {
      started.close();
      throw new IllegalStateException(
          "cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
    }
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /** Takes no more work, lets what is being done be answered, then ends. */
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
    Exchange exchange = new Exchange(request, vertx, limits, refusals);
    String path = request.path() == null ? "" : request.path();
    for (Route route : routes) {
      Matcher matcher = route.path().matcher(path);
      if (matcher.matches()) {
        answer(exchange, route, matcher);
        return;
      }
    }
    exchange.refuse(404, "notFound", "path", "no such path");
  }

  private void answer(Exchange exchange, Route route, Matcher path) {
    if (!matches(route.method(), exchange.method())) {
      exchange.refuseMethod(route.method().allowed());
    } else if (route.method() == Route.Method.GET) {
      if (route.atOnce()) {
        exchange.reply(route.handler().answer(exchange.call(path)));
      } else {
        work(exchange, route, exchange.call(path));
      }
    } else if (exchange.declaredTooLong()) {
      exchange.refuseOversized();
    } else if (bodies >= limits.bodies()) {
      exchange.refuseBusy();
    } else {
      bodies++;
      exchange.read(() -> work(exchange, route, exchange.call(path)), () -> bodies--);
    }
  }

  private static boolean matches(Route.Method method, HttpMethod asked) {
    return switch (method) {
      case GET -> HttpMethod.GET.equals(asked) || HttpMethod.HEAD.equals(asked);
      case POST -> HttpMethod.POST.equals(asked);
    };
  }

  private void work(Exchange exchange, Route route, Call call) {
    Context context = vertx.getOrCreateContext();
    Consumer<Reply> done =
        reply ->
            context.runOnContext(ignored -> {
              exchange.release();
              exchange.reply(reply);
            });
    try {
      workers.execute(() -> done.accept(answered(route, call)));
    } catch (RejectedExecutionException e) {
      exchange.release();
      exchange.refuseBusy();
    }
  }

  private Reply answered(Route route, Call call) {
    try {
      return route.handler().answer(call);
    } catch (RuntimeException | StackOverflowError e) {
      // Its message could hold what was sent: only the place is logged.
      StackTraceElement[] trace = e.getStackTrace();
      log.error(
          "http.failed error={} at={}", e.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
      return refusals.of(500, "internal", null, "the server failed");
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
