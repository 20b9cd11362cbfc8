package io.fairlead.chain.rpc;

import io.fairlead.chain.ChainException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON-RPC 2.0 over one {@link HttpTransport}, single or in batches. Answers are bounded in size
 * and depth and matched to requests by id. Blocking, thread safe.
 */
public final class JsonRpcClient implements AutoCloseable {
  private static final int MAX_DEPTH = 64;
  private static final int MAX_BATCH = 500;
  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxNumberLength(100)
                          .maxStringLength((int) HttpTransport.DEFAULT_MAX_BYTES)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final HttpTransport transport;
  private final AtomicLong ids = new AtomicLong();

  /** Sends through {@code transport}, which it owns from now on. */
  public JsonRpcClient(HttpTransport transport) {
    this.transport = transport;
  }

  /**
   * Sends one request and returns what the node said, be it an error.
   *
   * @throws ChainException if there is no well-formed answer
   */
  public RpcAnswer call(RpcRequest request) {
    return call(request, _ -> Map.of());
  }

  /** As {@link #call(RpcRequest)}, for requests which the node must not refuse. */
  public JsonNode result(RpcRequest request) {
    return switch (call(request)) {
      case RpcAnswer.Success success -> success.value();
      case RpcAnswer.Failure failure -> throw new RpcErrorException(request.method(), failure);
    };
  }

  /**
   * Sends many requests in as few exchanges as the batch limit of 500 allows; the answers are in
   * the order of the requests.
   *
   * @throws ChainException if any answer is missing or malformed
   */
  public List<RpcAnswer> callAll(List<RpcRequest> requests) {
    List<RpcAnswer> answers = new ArrayList<>(requests.size());
    for (int from = 0; from < requests.size(); from += MAX_BATCH) {
      answers.addAll(batch(requests.subList(from, Math.min(requests.size(), from + MAX_BATCH))));
    }
    return answers;
  }

  /** Where requests go to, fit for messages. */
  public String server() {
    return transport.server();
  }

  /** The transport underneath, for clients which write their own envelopes. */
  public HttpTransport transport() {
    return transport;
  }

  /** As {@link #call(RpcRequest)}, with headers made for the exact bytes that are sent. */
  public RpcAnswer call(RpcRequest request, Function<byte[], Map<String, String>> headers) {
    long id = ids.incrementAndGet();
    byte[] body = MAPPER.writeValueAsBytes(envelope(request, id));
    JsonNode answer = parse(transport.post(body, headers.apply(body), isRepeatable(request)));
    JsonNode answered = answer.get("id");
    // An error that is about the request as a whole may come without its id.
    boolean unnamed = answered == null || answered.isNull();
    if (!matches(answered, id) && !(unnamed && answer.has("error"))) {
      throw new ChainException(server() + " answered another request than " + request.method());
    }
    return answer(answer);
  }

  private List<RpcAnswer> batch(List<RpcRequest> requests) {
    long first = ids.getAndAdd(requests.size()) + 1;
    ArrayNode envelopes = JsonNodeFactory.instance.arrayNode();
    for (int i = 0; i < requests.size(); i++) {
      envelopes.add(envelope(requests.get(i), first + i));
    }
    boolean repeatable = requests.stream().allMatch(JsonRpcClient::isRepeatable);
    JsonNode answer =
        parse(transport.post(MAPPER.writeValueAsBytes(envelopes), Map.of(), repeatable));
    if (answer.isObject() && answer(answer) instanceof RpcAnswer.Failure failure) {
      throw new RpcErrorException("batch", failure);
    }
    if (!answer.isArray() || answer.size() != requests.size()) {
      throw new ChainException(server() + " did not answer every request of a batch once");
    }
    @Nullable RpcAnswer[] byPlace = new RpcAnswer[requests.size()];
    for (JsonNode one : answer) {
      JsonNode id = one.get("id");
      long place = id != null && id.canConvertToLong() ? id.asLong() - first : -1;
      if (place < 0 || place >= byPlace.length || byPlace[(int) place] != null) {
        throw new ChainException(server() + " did not answer every request of a batch once");
      }
      byPlace[(int) place] = answer(one);
    }
    return Arrays.asList(byPlace);
  }

  private static boolean matches(@Nullable JsonNode answered, long id) {
    return answered != null && answered.canConvertToLong() && answered.asLong() == id;
  }

  /** Reads may be sent twice; so may a transaction, which its hash identifies. */
  private static boolean isRepeatable(RpcRequest request) {
    return request.method().startsWith("eth_");
  }

  private static ObjectNode envelope(RpcRequest request, long id) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("jsonrpc", "2.0")
        .put("id", id)
        .put("method", request.method())
        .set("params", request.params());
  }

  private JsonNode parse(byte[] body) {
    try {
      return MAPPER.readTree(body);
    } catch (JacksonException e) {
      // Not the parser's text: it may quote the answer.
      throw new ChainException(
          server() + " sent no well-formed JSON (" + e.getClass().getSimpleName() + ")");
    }
  }

  private RpcAnswer answer(JsonNode answer) {
    JsonNode error = answer.get("error");
    if (error != null && !error.isNull()) {
      JsonNode code = error.get("code");
      JsonNode message = error.get("message");
      return new RpcAnswer.Failure(
          code != null && code.canConvertToLong() ? code.asLong() : 0,
          message != null && message.isString() ? message.stringValue() : "no message",
          error.get("data"));
    }
    JsonNode result = answer.get("result");
    if (!answer.isObject() || result == null) {
      throw new ChainException(server() + " sent neither a result nor an error");
    }
    return new RpcAnswer.Success(result);
  }

  @Override
  public void close() {
    transport.close();
  }
}
