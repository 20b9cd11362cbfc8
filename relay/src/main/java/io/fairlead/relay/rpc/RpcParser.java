package io.fairlead.relay.rpc;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads calls from hostile bytes: bounded depth, text, numbers and batch length. Thread safe. */
public final class RpcParser {
  /** Most calls in one array. */
  public static final int MAX_BATCH = 100;

  /** Deepest nesting. */
  public static final int MAX_DEPTH = 32;

  /** Longest text in characters. */
  public static final int MAX_TEXT = 64 * 1024;

  private static final int MAX_NUMBER = 100;
  private static final int MAX_NAME = 256;
  private static final int MAX_METHOD = 64;
  private static final JsonNode NULL = JsonNodeFactory.instance.nullNode();

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private RpcParser() {}

  /** Reads one body; what cannot be read becomes a {@link RpcCall.Malformed}. */
  public static RpcBody parse(byte[] body) {
    JsonNode root;
    try {
      root = MAPPER.readTree(body);
    } catch (StreamConstraintsException e) {
      return malformed(RpcError.TOO_LARGE, "nesting, text or number is larger than allowed");
    } catch (JacksonException e) {
      return malformed(RpcError.PARSE_ERROR, "the body is not valid JSON");
    }
    if (root.isMissingNode()) {
      return malformed(RpcError.PARSE_ERROR, "the body is empty");
    }
    if (!root.isArray()) {
      return new RpcBody.Single(call(root));
    }
    if (root.isEmpty()) {
      return malformed(RpcError.INVALID_REQUEST, "an empty batch");
    }
    if (root.size() > MAX_BATCH) {
      return malformed(RpcError.TOO_LARGE, "a batch holds at most " + MAX_BATCH + " calls");
    }
    List<RpcCall> calls = new ArrayList<>(root.size());
    root.forEach(element -> calls.add(call(element)));
    return new RpcBody.Batch(calls);
  }

  /** Text of a JSON value. */
  public static byte[] write(JsonNode json) {
    return MAPPER.writeValueAsBytes(json);
  }

  private static RpcCall call(JsonNode node) {
    if (!node.isObject()) {
      return invalid(NULL, "a call is an object");
    }
    JsonNode id = node.path("id");
    boolean notification = id.isMissingNode();
    if (!notification && !id.isNull() && !id.isString() && !id.isNumber()) {
      return invalid(NULL, "id must be text, a number or null");
    }
    JsonNode answerTo = notification ? NULL : id;
    if (!node.path("jsonrpc").isString() || !"2.0".equals(node.path("jsonrpc").stringValue())) {
      return invalid(answerTo, "jsonrpc must be \"2.0\"");
    }
    JsonNode method = node.path("method");
    if (!method.isString() || method.stringValue().length() > MAX_METHOD) {
      return invalid(answerTo, "method must be text of at most " + MAX_METHOD + " characters");
    }
    JsonNode params = node.path("params");
    if (!params.isMissingNode() && !params.isObject() && !params.isArray()) {
      return invalid(answerTo, "params must be an object or an array");
    }
    return notification
        ? new RpcCall.Notification(method.stringValue(), params)
        : new RpcCall.Request(id, method.stringValue(), params);
  }

  private static RpcCall invalid(JsonNode id, String message) {
    return new RpcCall.Malformed(id, new RpcFault(RpcError.INVALID_REQUEST, message));
  }

  private static RpcBody malformed(RpcError error, String message) {
    return new RpcBody.Single(new RpcCall.Malformed(NULL, new RpcFault(error, message)));
  }
}
