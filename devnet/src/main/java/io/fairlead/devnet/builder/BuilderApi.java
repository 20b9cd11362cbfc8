package io.fairlead.devnet.builder;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The builder's methods as JSON-RPC: a call's bytes in, its answer's bytes out. */
final class BuilderApi {
  private static final Logger log = LoggerFactory.getLogger(BuilderApi.class);
  private static final int INTERNAL_ERROR = -32603;

  private final JsonMapper mapper = JsonMapper.shared();
  private final SignedBody signedBody = new SignedBody();
  private final BuilderMethods methods;

  BuilderApi(BuilderMethods methods) {
    this.methods = methods;
  }

  /**
   * Answers one call.
   *
   * @param header the signature of the body; null if it is not signed
   */
  byte[] answer(@Nullable String header, byte[] body) {
    ObjectNode response = response();
    try {
      JsonNode request = mapper.readTree(body);
      if (!request.isObject() || !request.path("method").isString()) {
        throw new BuilderException(
            BuilderException.INVALID_REQUEST, "one JSON-RPC call is expected");
      }
      response.set(
          "id", request.path("id").isMissingNode() ? mapper.nullNode() : request.path("id"));
      if (header != null && signedBody.signer(header, body).isEmpty()) {
        throw new BuilderException(BuilderException.INVALID_REQUEST, "wrong signature of the body");
      }
      response.set(
          "result", methods.call(request.path("method").asString(), request.path("params")));
    } catch (JacksonException e) {
      error(response, BuilderException.PARSE_ERROR, "the body is not JSON");
    } catch (BuilderException e) {
      error(response, e.code(), String.valueOf(e.getMessage()));
    } catch (RuntimeException e) {
      log.warn("a call failed: {}", e.getClass().getSimpleName());
      error(response, INTERNAL_ERROR, "internal error");
    }
    return mapper.writeValueAsBytes(response);
  }

  /** The answer to what never became a call. */
  byte[] refusal(String message) {
    ObjectNode response = response();
    error(response, BuilderException.INVALID_REQUEST, message);
    return mapper.writeValueAsBytes(response);
  }

  private ObjectNode response() {
    ObjectNode response = mapper.createObjectNode();
    response.put("jsonrpc", "2.0");
    response.set("id", mapper.nullNode());
    return response;
  }

  private static void error(ObjectNode response, int code, String message) {
    response.putObject("error").put("code", code).put("message", message);
  }
}
