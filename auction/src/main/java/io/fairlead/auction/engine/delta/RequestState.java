package io.fairlead.auction.engine.delta;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.SolveRequest;
import io.fairlead.auction.json.Json;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * A request to solve as both ends of a connection hold it, named after its content. Nobody may
 * change {@code json}.
 *
 * @param json the body of {@code POST /solve}
 * @param text its canonical form
 * @param hash keccak256 of the canonical form's UTF-8
 */
public record RequestState(JsonNode json, String text, Bytes32 hash) {
  /** The state that is this JSON. */
  public static RequestState of(JsonNode json) {
    String text = Json.canonical(json);
    return new RequestState(json, text, Keccak.hash(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** The state that is this request. */
  public static RequestState of(SolveRequest request) {
    return of(EngineJson.requestNode(request));
  }

  /** The request it is; throws as {@link EngineJson#readRequest}. */
  public SolveRequest request() {
    return EngineJson.readRequest(Json.view(json));
  }

  /** Same content, same state. */
  @Override
  public boolean equals(Object other) {
    return other instanceof RequestState that && hash.equals(that.hash);
  }

  @Override
  public int hashCode() {
    return hash.hashCode();
  }

  /** The hash only: the rest is long, and holds orders' terms. */
  @Override
  public String toString() {
    return "RequestState[" + hash + "]";
  }
}
