package io.fairlead.relay.http;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.EventChannel;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Listens for JSON-RPC by HTTP and WebSocket, and answers health and metrics. */
public final class RpcServer implements AutoCloseable {
  private static final long START_SECONDS = 10;
  private static final long STOP_SECONDS = 3;
  private static final long MAX_PING_MILLIS = 20_000;
  private static final int MAX_LINE = 4_096;
  private static final int MAX_HEADERS = 16 * 1024;

  private final Vertx vertx;
  private final HttpLimits limits;
  private final RpcDispatcher dispatcher;
  private final WorkPool work;
  private final PageHandler pages;
  private final PostHandler posts;
  private final RateLimiter rates;
  private final ConnectionCounter connections;
  private final Map<HttpConnection, Runnable> releases = new ConcurrentHashMap<>();
  private final Map<String, SocketEndpoint> endpoints = new ConcurrentHashMap<>();
  private final ExecutorService threads;
  private final HttpServer server;

  /**
   * @param threads run what blocks; the server bounds how much
   * @param metrics the Prometheus text
   */
  public RpcServer(
      Vertx vertx,
      HttpLimits limits,
      RpcDispatcher dispatcher,
      ExecutorService threads,
      Health health,
      Supplier<String> metrics) {
    this.vertx = vertx;
    this.limits = limits;
    this.dispatcher = dispatcher;
    this.threads = threads;
    this.work = new WorkPool(threads, limits.concurrentRequests());
    this.rates = new RateLimiter(limits.requestsPerSecond(), limits.burst());
    this.connections =
        new ConnectionCounter(
            limits.connections(),
            limits.trustForwardedFor() ? limits.connections() : limits.connectionsPerAddress());
    this.pages = new PageHandler(health, metrics, work);
    this.posts = new PostHandler(dispatcher, work, limits.bodyBytes());
    this.server =
        vertx
            .createHttpServer(options(limits))
            .connectionHandler(this::connected)
            .requestHandler(this::request);
  }

  /** Serves another protocol over WebSocket on {@code path}. */
  public void serve(String path, SocketEndpoint endpoint) {
    endpoints.put(path, endpoint);
  }

  /**
   * Starts listening.
   *
   * @return the port, useful if {@code port} is 0
   * @throws IllegalStateException if the address cannot be used
   */
  public int start(String host, int port) {
    try {
      await(server.listen(port, host), START_SECONDS);
    } catch (ExecutionException e) {
      throw new IllegalStateException("cannot listen on " + host + ":" + port, e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("cannot listen on " + host + ":" + port, e);
    }
    return server.actualPort();
  }

  /** Between two pings of one WebSocket. */
  public static Duration pingInterval(HttpLimits limits) {
    return Duration.ofMillis(Math.clamp(limits.idle().toMillis() / 3, 1, MAX_PING_MILLIS));
  }

  /** Open connections. */
  public int connections() {
    return connections.total();
  }

  @Override
  public void close() {
    try {
      await(server.shutdown(1, TimeUnit.SECONDS), STOP_SECONDS);
    } catch (ExecutionException | TimeoutException stoppedAnyway) {
      // Nothing is left to be done about it.
    }
  }

  private static HttpServerOptions options(HttpLimits limits) {
    HttpServerOptions options = new HttpServerOptions();
    options
        .setMaxWebSocketFrameSize(limits.bodyBytes())
        .setMaxWebSocketMessageSize(limits.bodyBytes())
        // Small compressed messages can be large ones.
        .setPerMessageWebSocketCompressionSupported(false)
        .setPerFrameWebSocketCompressionSupported(false)
        // One protocol means one way of counting, bounding and closing connections.
        .setHttp2ClearTextEnabled(false)
        .setWebSocketClosingTimeout(1)
        .setMaxInitialLineLength(MAX_LINE)
        .setMaxHeaderSize(MAX_HEADERS)
        .setReadIdleTimeout(Math.toIntExact(limits.idle().toMillis()))
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS);
    return options;
  }

  private void connected(HttpConnection connection) {
    String address = Senders.key(connection.remoteAddress().hostAddress());
    Optional<Runnable> counted = connections.open(address);
    if (counted.isEmpty()) {
      connection.close();
      return;
    }
    Runnable release =
        () -> {
          counted.get().run();
          releases.remove(connection);
        };
    releases.put(connection, release);
    connection.closeHandler(_ -> release.run());
  }

  private void request(HttpServerRequest request) {
    HttpServerResponse response = request.response();
    response.putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    String path = request.path() == null ? "" : request.path();
    SocketEndpoint endpoint = endpoints.get(path);
    if (endpoint == null && !"/".equals(path)) {
      pages.handle(path, request);
      return;
    }
    String upgrade = request.getHeader(HttpHeaders.UPGRADE);
    if (upgrade != null && "websocket".equalsIgnoreCase(upgrade)) {
      if (!caller(request, Optional.empty()).charge(1)) {
        response.setStatusCode(429).end();
        return;
      }
      HttpConnection connection = request.connection();
      request
          .toWebSocket()
          .onSuccess(socket -> {
            if (endpoint == null) {
              open(socket, connection, request);
            } else {
              open(socket, connection, endpoint);
            }
          });
      return;
    }
    if (endpoint != null) {
      response.setStatusCode(426).putHeader(HttpHeaders.UPGRADE, "websocket").end();
      return;
    }
    switch (request.method().name()) {
      case "POST" -> posts.handle(request, caller(request, Optional.empty()));
      case "OPTIONS" ->
          response
              .setStatusCode(204)
              .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "POST, GET, OPTIONS")
              .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS, "content-type")
              .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "86400")
              .end();
      default ->
          response
              .setStatusCode(405)
              .putHeader(HttpHeaders.ALLOW, "POST, OPTIONS")
              .end("JSON-RPC 2.0: POST here, or open a WebSocket\n");
    }
  }

  private void open(ServerWebSocket socket, HttpConnection connection, HttpServerRequest request) {
    WebSocketChannel channel = channel(socket, connection, limits.pendingBytes());
    new WebSocketSession(
            socket,
            channel,
            dispatcher,
            work,
            caller(request, Optional.of(channel)),
            limits.requestsPerConnection(),
            vertx.getOrCreateContext())
        .start();
  }

  private void open(ServerWebSocket socket, HttpConnection connection, SocketEndpoint endpoint) {
    WebSocketChannel channel = channel(socket, connection, endpoint.pendingBytes());
    new EndpointSocket(socket, channel, threads, vertx.getOrCreateContext(), endpoint)
        .start(vertx, endpoint.patience());
  }

  private WebSocketChannel channel(ServerWebSocket socket, HttpConnection connection, int pending) {
    WebSocketChannel channel = new WebSocketChannel(vertx, socket, connection, pending);
    long pings =
        vertx.setPeriodic(
            pingInterval(limits).toMillis(), _ -> socket.writePing(Buffer.buffer("fairlead")));
    channel.onClose(() -> vertx.cancelTimer(pings));
    // Once it is a WebSocket, the connection's own close handler is not called any more.
    Runnable release = releases.get(connection);
    if (release != null) {
      channel.onClose(release);
    }
    return channel;
  }

  private Caller caller(HttpServerRequest request, Optional<EventChannel> channel) {
    String sender = Senders.of(request, limits.trustForwardedFor());
    return new Caller() {
      @Override
      public boolean charge(int cost) {
        return rates.charge(sender, cost, System.nanoTime());
      }

      @Override
      public Optional<EventChannel> channel() {
        return channel;
      }
    };
  }

  private static <T> void await(Future<T> future, long seconds)
      throws ExecutionException, TimeoutException {
    try {
      future.toCompletionStage().toCompletableFuture().get(seconds, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
