package io.fairlead.devnet.scenario;

import io.fairlead.contracts.primitive.Bytes32;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A WebSocket to the node on which events of intents and batches arrive. */
final class LiveEvents implements AutoCloseable {
  private final JsonMapper mapper = JsonMapper.shared();
  private final AtomicLong ids = new AtomicLong();
  private final ReentrantLock sending = new ReentrantLock();
  private final HttpClient client = HttpClient.newHttpClient();
  private final WebSocket socket;
  private final List<String> problems = new ArrayList<>();

  /**
   * Connects.
   *
   * @param url of the node, http
   * @param onEvent called with each {@code result} of a notification, one at a time
   */
  LiveEvents(String url, Consumer<JsonNode> onEvent) {
    URI uri = URI.create(url.replaceFirst("^http", "ws") + "/");
    this.socket =
        client
            .newWebSocketBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .buildAsync(uri, new Listener(onEvent))
            .orTimeout(10, TimeUnit.SECONDS)
            .join();
  }

  /** Asks for the events of all batches. */
  void followBatches() {
    ObjectNode params = mapper.createObjectNode();
    params.put("all", true);
    subscribe(params);
  }

  /** Asks for the events of one intent. */
  void follow(Bytes32 intentHash) {
    ObjectNode params = mapper.createObjectNode();
    params.put("intentHash", intentHash.toString());
    subscribe(params);
  }

  /** Errors the node answered to subscriptions. */
  List<String> problems() {
    synchronized (problems) {
      return List.copyOf(problems);
    }
  }

  private void subscribe(ObjectNode params) {
    ObjectNode call = mapper.createObjectNode();
    call.put("jsonrpc", "2.0").put("id", ids.incrementAndGet()).put("method", "intent_subscribe");
    call.putArray("params").add(params);
    sending.lock();
    try {
      socket.sendText(mapper.writeValueAsString(call), true).orTimeout(10, TimeUnit.SECONDS).join();
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void close() {
    socket.abort();
    client.shutdownNow();
  }

  private final class Listener implements WebSocket.Listener {
    private final Consumer<JsonNode> onEvent;
    private final StringBuilder text = new StringBuilder();

    Listener(Consumer<JsonNode> onEvent) {
      this.onEvent = onEvent;
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        JsonNode message = mapper.readTree(text.toString());
        text.setLength(0);
        if (message.has("error")) {
          synchronized (problems) {
            problems.add(message.path("error").path("message").asString(""));
          }
        } else if (message.has("method")) {
          onEvent.accept(message.path("params").path("result"));
        }
      }
      webSocket.request(1);
      return null;
    }
  }
}
