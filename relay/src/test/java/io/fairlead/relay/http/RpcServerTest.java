package io.fairlead.relay.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fairlead.relay.rpc.Caller;
import io.fairlead.relay.rpc.EventChannel;
import io.fairlead.relay.rpc.RpcDispatcher;
import io.fairlead.relay.rpc.RpcMethod;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

class RpcServerTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private final Vertx vertx = Vertx.vertx();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<EventChannel> channels = new CopyOnWriteArrayList<>();
  private final List<String> problems = new CopyOnWriteArrayList<>();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final AtomicInteger inside = new AtomicInteger();
  private RpcServer server;
  private URI uri;

  @BeforeEach
  void start() {
    start(HttpLimits.DEFAULT);
  }

  private void start(HttpLimits limits) {
    server =
        new RpcServer(
            vertx,
            limits,
            new RpcDispatcher(
                List.of(new Echo(), new Join(), new Block()), threads, (_, _, _) -> {}),
            threads,
            () -> problems,
            () -> "fairlead_up 1\n");
    uri = URI.create("http://127.0.0.1:" + server.start("127.0.0.1", 0) + "/");
  }

  private void restart(HttpLimits limits) {
    server.close();
    start(limits);
  }

  @AfterEach
  void stop() {
    blocked.countDown();
    server.close();
    client.shutdownNow();
    threads.shutdownNow();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private static final class Echo implements RpcMethod {
    @Override
    public String name() {
      return "echo";
    }

    @Override
    public JsonNode call(JsonNode params, Caller caller) {
      return params;
    }
  }

  private final class Join implements RpcMethod {
    @Override
    public String name() {
      return "join";
    }

    @Override
    public JsonNode call(JsonNode params, Caller caller) {
      channels.add(caller.channel().orElseThrow());
      return JsonNodeFactory.instance.booleanNode(true);
    }
  }

  private final class Block implements RpcMethod {
    @Override
    public String name() {
      return "block";
    }

    @Override
    public JsonNode call(JsonNode params, Caller caller) {
      inside.incrementAndGet();
      try {
        blocked.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return params;
    }
  }

  private static HttpLimits limits(
      int body, int perSecond, int burst, int concurrent, int pending) {
    return new HttpLimits(
        body,
        perSecond,
        burst,
        100,
        100,
        concurrent,
        4,
        10,
        pending,
        Duration.ofSeconds(60),
        false);
  }

  private static String call(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}";
  }

  private HttpResponse<String> post(String body) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String method, String path) throws Exception {
    return client.send(
        HttpRequest.newBuilder(uri.resolve(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static int code(HttpResponse<String> response) {
    return MAPPER.readTree(response.body()).at("/error/code").asInt(0);
  }

  @Test
  void everyJsonRpcAnswerHasStatus200AndCors() throws Exception {
    HttpResponse<String> good = post(call("echo", "[7]"));
    assertThat(good.statusCode()).isEqualTo(200);
    assertThat(good.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":[7]}");
    assertThat(good.headers().firstValue("content-type")).hasValue("application/json");
    assertThat(good.headers().firstValue("access-control-allow-origin")).hasValue("*");
    for (String bad : List.of("{", "[]", call("nope", "[]"))) {
      HttpResponse<String> answer = post(bad);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(code(answer)).isNegative();
    }
  }

  @Test
  void notificationsGet204() throws Exception {
    HttpResponse<String> answer = post("{\"jsonrpc\":\"2.0\",\"method\":\"echo\"}");
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void bodiesAreBounded() throws Exception {
    restart(limits(1_000, 1_000, 1_000, 100, 10_000));
    String fits = call("echo", "[\"" + "x".repeat(900) + "\"]");
    assertThat(code(post(fits))).isZero();
    HttpResponse<String> answer = post(" ".repeat(1_001));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(code(answer)).isEqualTo(-32001);
  }

  @Test
  void sendersAreCharged() throws Exception {
    restart(limits(1_000, 1, 10, 100, 10_000));
    int limited = 0;
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = post(call("echo", "[]"));
      assertThat(answer.statusCode()).isEqualTo(200);
      limited += code(answer) == -32002 ? 1 : 0;
      assertThat(MAPPER.readTree(answer.body()).get("id").asInt(0)).isEqualTo(1);
    }
    // Two units a call: one for the body, one for the method.
    assertThat(limited).isEqualTo(5);
  }

  @Test
  void workIsBoundedAndWhatDoesNotFitIsRefusedAtOnce() throws Exception {
    restart(limits(1_000, 1_000, 1_000, 2, 10_000));
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      waiting.add(
          client.sendAsync(
              HttpRequest.newBuilder(uri)
                  .POST(HttpRequest.BodyPublishers.ofString(call("block", "[]")))
                  .build(),
              HttpResponse.BodyHandlers.ofString()));
    }
    // Not before: it could take the place of one of them.
    await().until(() -> inside.get() == 2);
    assertThat(code(post(call("echo", "[]")))).isEqualTo(-32031);
    blocked.countDown();
    for (CompletableFuture<HttpResponse<String>> one : waiting) {
      assertThat(code(one.get(5, TimeUnit.SECONDS))).isZero();
    }
    await().until(() -> code(post(call("echo", "[]"))) == 0);
  }

  @Test
  void pages() throws Exception {
    assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    assertThat(send("GET", "/health/ready").statusCode()).isEqualTo(200);
    problems.add("chain node unreachable");
    assertThat(send("GET", "/health/live").statusCode()).isEqualTo(200);
    HttpResponse<String> ready = send("GET", "/health/ready");
    assertThat(ready.statusCode()).isEqualTo(503);
    assertThat(ready.body()).contains("chain node unreachable");
    assertThat(send("GET", "/metrics").body()).isEqualTo("fairlead_up 1\n");
    assertThat(send("GET", "/").statusCode()).isEqualTo(405);
    assertThat(send("GET", "/x").statusCode()).isEqualTo(404);
    assertThat(send("POST", "/metrics").statusCode()).isEqualTo(405);
    HttpResponse<String> options = send("OPTIONS", "/");
    assertThat(options.statusCode()).isEqualTo(204);
    assertThat(options.headers().firstValue("access-control-allow-methods").orElse(""))
        .contains("POST");
  }

  private static final class Listener implements WebSocket.Listener {
    final List<String> messages = new CopyOnWriteArrayList<>();
    final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder part = new StringBuilder();
    private final boolean reads;

    Listener(boolean reads) {
      this.reads = reads;
    }

    @Override
    public void onOpen(WebSocket socket) {
      if (reads) {
        socket.request(Long.MAX_VALUE);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        messages.add(part.toString());
        part.setLength(0);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed.complete(code);
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed.complete(-1);
    }
  }

  private WebSocket open(Listener listener) throws Exception {
    return client
        .newWebSocketBuilder()
        .buildAsync(URI.create("ws" + uri.toString().substring(4)), listener)
        .get(5, TimeUnit.SECONDS);
  }

  private static void text(WebSocket socket, String message) throws Exception {
    socket.sendText(message, true).get(5, TimeUnit.SECONDS);
  }

  @Test
  void callsAndEventsShareAWebSocket() throws Exception {
    Listener listener = new Listener(true);
    WebSocket socket = open(listener);
    text(socket, call("join", "[]"));
    await().until(() -> listener.messages.size() == 1);
    for (int i = 0; i < 20; i++) {
      text(socket, call("echo", "[" + i + "]"));
    }
    channels.getFirst().push(JsonNodeFactory.instance.objectNode().put("event", "x"));
    await().until(() -> listener.messages.size() == 22);
    assertThat(listener.messages).contains("{\"event\":\"x\"}");
    assertThat(listener.messages).anyMatch(message -> message.contains("\"result\":[19]"));
  }

  @Test
  void aConsumerThatDoesNotReadIsDroppedAndItsSubscriptionsEnd() throws Exception {
    restart(limits(100_000, 1_000, 1_000, 100, 200_000));
    WebSocket slow = open(new Listener(false));
    text(slow, call("join", "[]"));
    Listener quick = new Listener(true);
    WebSocket other = open(quick);
    await().until(() -> channels.size() == 1);
    CountDownLatch ended = new CountDownLatch(1);
    channels.getFirst().onClose(ended::countDown);
    JsonNode event = JsonNodeFactory.instance.stringNode("x".repeat(50_000));
    for (int i = 0; i < 2_000 && ended.getCount() > 0; i++) {
      channels.getFirst().push(event);
      Thread.sleep(1);
    }
    assertThat(ended.await(5, TimeUnit.SECONDS)).isTrue();
    text(other, call("echo", "[1]"));
    await().until(() -> quick.messages.size() == 1);
    await().until(() -> server.connections() == 1);
  }

  @Test
  void messagesOnWebSocketsAreBounded() throws Exception {
    restart(limits(1_000, 1_000, 1_000, 100, 10_000));
    Listener listener = new Listener(true);
    text(open(listener), call("echo", "[\"" + "x".repeat(2_000) + "\"]"));
    listener.closed.get(5, TimeUnit.SECONDS);
    assertThat(listener.messages).isEmpty();
  }

  @Test
  void connectionsAreCounted() throws Exception {
    HttpLimits limits =
        new HttpLimits(1_000, 1_000, 1_000, 2, 2, 10, 4, 10, 10_000, Duration.ofSeconds(60), false);
    restart(limits);
    WebSocket one = open(new Listener(true));
    open(new Listener(true));
    assertThat(
            client
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws" + uri.toString().substring(4)), new Listener(true)))
        .failsWithin(Duration.ofSeconds(5));
    one.abort();
    await().until(() -> server.connections() == 1);
    open(new Listener(true));
  }
}
