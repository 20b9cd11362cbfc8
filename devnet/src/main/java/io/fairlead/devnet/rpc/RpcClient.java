package io.fairlead.devnet.rpc;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON-RPC 2.0 over HTTP POST. Blocking and thread safe. */
public final class RpcClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int CALLS_PER_BATCH = 500;

  private final JsonMapper mapper = JsonMapper.shared();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();
  private final AtomicLong ids = new AtomicLong();
  private final URI url;

  /** A client of the server at {@code url}; connects at the first call. */
  public RpcClient(String url) {
    this.url = URI.create(url);
  }

  /** One call of a batch. */
  public record Call(String method, List<Object> params) {
    /** Copies the parameters. */
    public Call {
      params = List.copyOf(params);
    }

    /** A call with these parameters: texts, numbers, booleans, lists, maps or JSON nodes. */
    public static Call of(String method, Object... params) {
      return new Call(method, List.of(params));
    }
  }

  /** The server's address. */
  public String url() {
    return url.toString();
  }

  /**
   * Calls a method.
   *
   * @param params texts, numbers, booleans, lists, maps or JSON nodes
   * @return {@code result}; a JSON null is a null node
   * @throws RpcException if there is an error or no answer
   */
  public JsonNode call(String method, Object... params) {
    return result(method, post(request(Call.of(method, params)), method));
  }

  /**
   * Calls many methods with as few requests as possible; the server may run them in any order.
   *
   * @return the results in the order of {@code calls}
   * @throws RpcException if any of them failed
   */
  public List<JsonNode> batch(List<Call> calls) {
    List<JsonNode> results = new ArrayList<>(calls.size());
    for (int from = 0; from < calls.size(); from += CALLS_PER_BATCH) {
      results.addAll(oneBatch(calls.subList(from, Math.min(calls.size(), from + CALLS_PER_BATCH))));
    }
    return results;
  }

  private List<JsonNode> oneBatch(List<Call> calls) {
    ArrayNode body = mapper.createArrayNode();
    long first = ids.get();
    calls.forEach(call -> body.add(request(call)));
    JsonNode answer = post(body, "batch");
    List<JsonNode> results = new ArrayList<>();
    for (Call call : calls) {
      long id = body.get(results.size()).get("id").asLong();
      JsonNode found = null;
      for (JsonNode one : answer) {
        if (one.path("id").asLong(-1) == id) {
          found = one;
          break;
        }
      }
      if (found == null) {
        throw new RpcException(call.method(), "no answer in the batch after id " + first, null);
      }
      results.add(result(call.method(), found));
    }
    return results;
  }

  private ObjectNode request(Call call) {
    ObjectNode request = mapper.createObjectNode();
    request.put("jsonrpc", "2.0");
    request.put("id", ids.incrementAndGet());
    request.put("method", call.method());
    ArrayNode array = request.putArray("params");
    call.params().forEach(param -> array.add(mapper.valueToTree(param)));
    return request;
  }

  private JsonNode post(JsonNode body, String method) {
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(TIMEOUT)
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)))
            .build();
    try {
      HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return mapper.readTree(response.body());
    } catch (IOException e) {
      throw new RpcException(method, "no answer from " + url, e);
    } catch (JacksonException e) {
      throw new RpcException(method, "the answer from " + url + " is not JSON", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RpcException(method, "interrupted", e);
    }
  }

  private static JsonNode result(String method, JsonNode answer) {
    JsonNode error = answer.get("error");
    if (error != null && !error.isNull()) {
      throw new RpcException(
          method,
          error.path("code").asInt(0),
          error.path("message").asString(""),
          error.get("data"));
    }
    JsonNode result = answer.get("result");
    if (result == null) {
      throw new RpcException(method, "the answer is not JSON-RPC", null);
    }
    return result;
  }

  /** Drops idle connections. */
  @Override
  public void close() {
    http.shutdownNow();
  }
}
