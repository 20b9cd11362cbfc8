package io.fairlead.relay.http;

import io.fairlead.relay.rpc.RpcParser;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pages operators and their machines look at. */
final class PageHandler {
  private static final String JSON = "application/json";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final Health health;
  private final Supplier<String> metrics;
  private final WorkPool work;

  PageHandler(Health health, Supplier<String> metrics, WorkPool work) {
    this.health = health;
    this.metrics = metrics;
    this.work = work;
  }

  void handle(String path, HttpServerRequest request) {
    if (!"GET".equals(request.method().name()) && !"HEAD".equals(request.method().name())) {
      request.response().setStatusCode(405).putHeader(HttpHeaders.ALLOW, "GET").end();
      return;
    }
    switch (path) {
      case "/health/live" -> answer(request, 200, state("live", List.of()));
      case "/health/ready" -> {
        List<String> problems = health.problems();
        answer(
            request,
            problems.isEmpty() ? 200 : 503,
            state(problems.isEmpty() ? "ready" : "notReady", problems));
      }
      case "/metrics" -> {
        // Collecting takes locks and time.
        if (!work.tryRun(() -> end(request, PROMETHEUS, Buffer.buffer(metrics.get())))) {
          request.response().setStatusCode(503).end();
        }
      }
      default -> request.response().setStatusCode(404).end();
    }
  }

  private static ObjectNode state(String status, List<String> problems) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("status", status);
    if (!problems.isEmpty()) {
      ArrayNode reasons = json.putArray("reasons");
      problems.forEach(reasons::add);
    }
    return json;
  }

  private static void answer(HttpServerRequest request, int status, ObjectNode json) {
    request.response().setStatusCode(status);
    end(request, JSON, Buffer.buffer(RpcParser.write(json)));
  }

  private static void end(HttpServerRequest request, String type, Buffer body) {
    request.response().putHeader(HttpHeaders.CONTENT_TYPE, type).end(body);
  }
}
