package io.fairlead.devnet.verify;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A chain node's RPC that reads the state of an old block once: a verifier reads a pool's ticks in
 * thousands of calls, the tests hundreds of transcripts of a few blocks. Everything else is the
 * node's own answer every time.
 */
final class RememberingChain implements AutoCloseable {
  private final URI node;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final HttpServer server;
  private final Map<String, JsonNode> known = new ConcurrentHashMap<>();

  private RememberingChain(URI node) throws IOException {
    this.node = node;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static RememberingChain of(String node) throws IOException {
    return new RememberingChain(URI.create(node));
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
      JsonNode requests = body.isArray() ? body : JsonMapper.shared().createArrayNode().add(body);
      ArrayNode unknown = JsonMapper.shared().createArrayNode();
      for (JsonNode request : requests) {
        if (!known.containsKey(key(request))) {
          unknown.add(request);
        }
      }
      Map<JsonNode, JsonNode> fresh = unknown.isEmpty() ? Map.of() : ask(unknown);
      ArrayNode answers = JsonMapper.shared().createArrayNode();
      for (JsonNode request : requests) {
        JsonNode told = fresh.get(request.path("id"));
        answers.add(told == null ? remembered(request) : told);
      }
      byte[] bytes =
          JsonMapper.shared().writeValueAsBytes(body.isArray() ? answers : answers.get(0));
      exchange.sendResponseHeaders(200, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private ObjectNode remembered(JsonNode request) {
    return JsonMapper.shared()
        .createObjectNode()
        .put("jsonrpc", "2.0")
        .set("id", request.path("id"))
        .set("result", Objects.requireNonNull(known.get(key(request))));
  }

  /** By request id. */
  private Map<JsonNode, JsonNode> ask(ArrayNode requests) throws IOException {
    HttpRequest post =
        HttpRequest.newBuilder(node)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofByteArray(
                    JsonMapper.shared().writeValueAsBytes(requests)))
            .build();
    Map<JsonNode, JsonNode> answers = new ConcurrentHashMap<>();
    try {
      byte[] body = client.send(post, HttpResponse.BodyHandlers.ofByteArray()).body();
      JsonMapper.shared().readTree(body).forEach(one -> answers.put(one.path("id"), one));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    for (JsonNode request : requests) {
      JsonNode answer = answers.getOrDefault(request.path("id"), request);
      if (isOfOneBlock(request) && answer.has("result")) {
        known.put(key(request), answer.path("result"));
      }
    }
    return answers;
  }

  /** A call on the state after a block that is named, not {@code latest}. */
  private static boolean isOfOneBlock(JsonNode request) {
    JsonNode block = request.path("params").path(1);
    return request.path("method").asString().equals("eth_call")
        && (block.isObject() || block.asString("").startsWith("0x"));
  }

  private static String key(JsonNode request) {
    return request.path("method") + " " + request.path("params");
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdown();
    client.close();
  }
}
