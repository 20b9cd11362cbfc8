package io.fairlead.solver.dialout;

import io.fairlead.auction.dialout.NodeMessage;
import io.fairlead.auction.dialout.SolverMessageJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.solver.engine.EngineApi;
import io.fairlead.solver.engine.EngineConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to a node and answers what it asks; comes back when the connection is lost.
 * Ends by itself only if coming back would not help: the login was refused, the server has no such
 * address, or somebody else has logged in under the same name. Thread safe.
 */
public final class DialOutClient implements AutoCloseable {
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final int CONNECT_MILLIS = 5_000;

  /** Three times the ping interval of a node that pings as seldom as a node can be told to. */
  private static final int SILENCE_SECONDS = 90;

  private static final int ENVELOPE = 64 * 1024;

  /** Of those with which a server refuses for good, the ones that pass: timeouts and limits. */
  private static final Set<Integer> PASSING = Set.of(408, 425, 429);

  private static final long CLOSE_SECONDS = 5;

  private final URI node;
  private final Credentials credentials;
  private final EngineApi api;
  private final Solving solving;
  private final Clock clock;
  private final Consumer<String> progress;
  private final Backoff backoff;
  private final Vertx vertx;
  private final WebSocketClient client;
  private final Context context;
  private final ExecutorService reading =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("solver-link").factory());
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  /** Whether there was a login ever; on the context only. */
  private boolean welcomed;

  private DialOutClient(
      URI node,
      Credentials credentials,
      EngineApi api,
      EngineConfig config,
      Clock clock,
      RandomGenerator random,
      Consumer<String> progress) {
    this.node = node;
    this.credentials = credentials;
    this.api = api;
    this.solving =
        new Solving(api, config, new SealedAuctions(credentials.signer().address(), random));
    this.clock = clock;
    this.progress = progress;
    this.backoff = new Backoff(FIRST_WAIT, LONGEST_WAIT, random);
    this.vertx = Vertx.vertx();
    this.context = vertx.getOrCreateContext();
    this.client =
        vertx.createWebSocketClient(
            new WebSocketClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setMaxMessageSize(Json.MAX_BYTES + ENVELOPE)
                .setReadIdleTimeout(SILENCE_SECONDS));
  }

  /**
   * Starts connecting, and returns.
   *
   * @param node {@code ws://} or {@code wss://}
   * @param random salts commitments, so it must not be predictable; spreads attempts to connect
   * @param progress told in single lines what happens with the connection
   */
  public static DialOutClient start(
      URI node,
      Credentials credentials,
      EngineApi api,
      EngineConfig config,
      Clock clock,
      RandomGenerator random,
      Consumer<String> progress) {
    DialOutClient client =
        new DialOutClient(node, credentials, api, config, clock, random, progress);
    client.context.runOnContext(_ -> client.connect());
    return client;
  }

  /** Completed with the reason once it has given up. */
  public CompletableFuture<String> ended() {
    return ended.copy();
  }

  /** Lets running searches end and says their answers, then closes the connection. */
  @Override
  public void close() {
    solving.close();
    ended.complete("closed");
    reading.shutdown();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(CLOSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException closedAnyway) {
      // Nothing is left to be done about it.
    }
  }

  // All below runs on the context, except where it says otherwise.

  private void connect() {
    if (ended.isDone()) {
      return;
    }
    client
        .connect(new WebSocketConnectOptions().setAbsoluteURI(node.toString()))
        .onSuccess(this::connected)
        .onFailure(this::unreachable);
  }

  /**
   * A server that knows no such address will not know it later either; but once there was a login,
   * something in between may speak for a node that is being started again.
   */
  private void unreachable(Throwable why) {
    if (!welcomed && why instanceof UpgradeRejectedException refused && isFinal(refused)) {
      ended.complete(
          "cannot connect to "
              + node
              + ": no solver can log in there (HTTP status "
              + refused.getStatus()
              + ")");
    } else {
      again("cannot connect to " + node + ": " + printable(why.getMessage()));
    }
  }

  private static boolean isFinal(UpgradeRejectedException refused) {
    int status = refused.getStatus();
    return status >= 400 && status < 500 && !PASSING.contains(status);
  }

  private void connected(WebSocket socket) {
    Connection connection = new Connection(socket);
    SolverLink link = new SolverLink(credentials, connection, clock);
    socket.exceptionHandler(_ -> socket.close());
    socket.closeHandler(_ ->
        again(
            "connection to "
                + node
                + " closed"
                + (socket.closeReason() == null ? "" : ": " + printable(socket.closeReason()))));
    socket.textMessageHandler(text -> {
      socket.pause();
      try {
        reading.execute(() -> {
          try {
            link.message(text.getBytes(StandardCharsets.UTF_8));
          } finally {
            context.runOnContext(_ -> socket.resume());
          }
        });
      } catch (RejectedExecutionException closing) {
        socket.close();
      }
    });
  }

  private void again(String why) {
    if (ended.isDone()) {
      return;
    }
    Duration wait = backoff.next();
    progress.accept(why + "; again in " + wait.toMillis() + " ms");
    vertx.setTimer(Math.max(1, wait.toMillis()), _ -> connect());
  }

  /** One connection's desk; called by the reading thread and, for answers, by workers. */
  private final class Connection implements SolverLink.Desk {
    private final WebSocket socket;

    Connection(WebSocket socket) {
      this.socket = socket;
    }

    @Override
    public void send(String text) {
      var _ = socket.writeTextMessage(text);
    }

    @Override
    public void welcome(NodeMessage.Welcome welcome) {
      context.runOnContext(_ -> {
        welcomed = true;
        backoff.reset();
      });
      progress.accept(
          "logged in at " + node + " as " + welcome.solver() + " (" + welcome.account() + ")");
    }

    @Override
    public void solve(long number, SolveRequest request, @Nullable Bytes32 auction) {
      solving.solve(number, request, auction, this::send);
    }

    @Override
    public void open(long number, String auctionId) {
      send(SolverMessageJson.write(solving.open(number, auctionId)));
    }

    @Override
    public void told(NodeMessage.Notify notify) {
      api.notified(notify.notification());
    }

    @Override
    public void fault(NodeMessage.Fault fault) {
      String text =
          "the node says "
              + fault.code().text()
              + (fault.field().isEmpty() ? "" : " in " + printable(fault.field()))
              + ": "
              + printable(fault.message());
      switch (fault.code()) {
        case UNKNOWN_SOLVER, WRONG_ACCOUNT, WRONG_SIGNATURE, REPLACED -> end(text);
        case MALFORMED, TOO_LONG, UNEXPECTED, LOGIN_TIMEOUT, LATE, BUSY, TOO_MANY_FAULTS ->
            progress.accept(text);
      }
    }

    @Override
    public void end(String reason) {
      ended.complete(reason);
      socket.close();
    }
  }

  /** What others wrote, fit for one line. */
  private static String printable(@Nullable String text) {
    return text == null ? "" : text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
  }
}
