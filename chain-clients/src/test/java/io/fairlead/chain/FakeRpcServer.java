package io.fairlead.chain;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A JSON-RPC server on loopback which answers as a test says, well or badly. */
public final class FakeRpcServer implements AutoCloseable {
  public static final JsonMapper JSON = new JsonMapper();

  private final List<JsonNode> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final HttpServer server;
  private volatile RawHandler handler;

  /** Answers one HTTP request in any way. */
  public interface RawHandler {
    void handle(HttpExchange exchange, String body) throws IOException;
  }

  /** Answers one JSON-RPC request: a result, or an {@link Refusal}. */
  public interface Handler {
    JsonNode answer(String method, JsonNode params);
  }

  /** Makes the server answer with a JSON-RPC error. */
  public static final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String error;

    /** The error object as JSON. */
    public Refusal(String error) {
      this.error = error;
    }
  }

  public FakeRpcServer(RawHandler handler) {
    this(handler, 0);
  }

  public FakeRpcServer(RawHandler handler, int port) {
    this.handler = handler;
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  /** A server that keeps to the protocol. */
  public static FakeRpcServer answering(Handler handler) {
    return new FakeRpcServer((exchange, body) -> reply(exchange, 200, answers(handler, body)));
  }

  /** A server that sends this text to everything. */
  public static FakeRpcServer sending(String text) {
    return new FakeRpcServer((exchange, _) -> reply(exchange, 200, text));
  }

  public static JsonNode json(String text) {
    return JSON.readTree(text);
  }

  public static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** The protocol's answer to a request or a batch. */
  public static String answers(Handler handler, String body) {
    JsonNode request = JSON.readTree(body);
    if (!request.isArray()) {
      return answer(handler, request).toString();
    }
    ArrayNode all = JSON.createArrayNode();
    request.forEach(one -> all.add(answer(handler, one)));
    return all.toString();
  }

  private static ObjectNode answer(Handler handler, JsonNode request) {
    ObjectNode answer = JSON.createObjectNode().put("jsonrpc", "2.0");
    answer.set("id", request.get("id"));
    try {
      answer.set("result", handler.answer(request.get("method").asString(), request.get("params")));
    } catch (Refusal e) {
      answer.set("error", json(e.error));
    }
    return answer;
  }

  public void handler(RawHandler next) {
    handler = next;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port() + "/");
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Every HTTP body received, parsed. */
  public List<JsonNode> requests() {
    return requests;
  }

  private void handle(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(JSON.readTree(body));
    handler.handle(exchange, body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
