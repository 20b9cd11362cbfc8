package io.fairlead.auction.engine;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON bodies of the solver-engine API, in both directions. Fields which others added are
 * ignored; everything else is checked. Every reading method throws {@link JsonFormatException}
 * naming the path of what is wrong. Pure and thread safe.
 */
public final class EngineJson {
  /** Most solutions in one answer. */
  public static final int MAX_SOLUTIONS = 20;

  /** Most orders in a request. */
  public static final int MAX_ORDERS = RequestJson.MAX_ORDERS;

  /** Most pools in a request. */
  public static final int MAX_POOLS = RequestJson.MAX_POOLS;

  /** Longest message, in characters. */
  public static final int MAX_MESSAGE = 2_000;

  private EngineJson() {}

  /** Body of {@code POST /solve}. */
  public static byte[] writeRequest(SolveRequest request) {
    return Json.canonicalBytes(requestNode(request));
  }

  /** The same as a tree. */
  public static ObjectNode requestNode(SolveRequest request) {
    return RequestJson.write(request);
  }

  /** The same with one more field, for an extension of the API. */
  public static byte[] writeRequest(SolveRequest request, String field, ObjectNode value) {
    ObjectNode node = RequestJson.write(request);
    node.set(field, value);
    return Json.canonicalBytes(node);
  }

  /** Reads the body of {@code POST /solve}. */
  public static SolveRequest readRequest(byte[] body) {
    return readRequest(Json.parse(body));
  }

  /** Reads a body that has been parsed. */
  public static SolveRequest readRequest(JsonView body) {
    return RequestJson.read(body);
  }

  /** Answer to {@code POST /solve}; what was refused is not written. */
  public static byte[] writeResponse(EngineResponse response) {
    return Json.canonicalBytes(responseNode(response));
  }

  /** The same as a tree. */
  public static ObjectNode responseNode(EngineResponse response) {
    ObjectNode node = Json.object();
    switch (response) {
      case EngineResponse.Solutions answer -> {
        ArrayNode solutions = node.putArray("solutions");
        answer.solutions().forEach(solution -> solutions.add(SolutionJson.write(solution)));
      }
      case EngineResponse.Declined declined ->
          node.putObject("error").put("code", declined.code()).put("message", declined.message());
    }
    return node;
  }

  /** Answer to {@code POST /solve} with these solutions. */
  public static byte[] writeResponse(List<Solution> solutions) {
    return writeResponse(new EngineResponse.Solutions(solutions, List.of()));
  }

  /** Reads the answer to {@code POST /solve}. */
  public static EngineResponse readResponse(byte[] body) {
    return readResponse(Json.parse(body));
  }

  /** Reads the same from within another document. */
  public static EngineResponse readResponse(JsonView view) {
    Optional<JsonView> error = view.optional("error");
    if (error.isPresent()) {
      return new EngineResponse.Declined(
          error.get().field("code").text(64),
          error.get().optional("message").map(message -> message.text(MAX_MESSAGE)).orElse(""));
    }
    List<Solution> solutions = new ArrayList<>();
    List<RefusedSolution> refused = new ArrayList<>();
    List<JsonView> elements = view.field("solutions").list(MAX_SOLUTIONS, element -> element);
    for (JsonView element : elements) {
      Optional<String> unsupported = SolutionJson.unsupported(element);
      if (unsupported.isPresent()) {
        refused.add(new RefusedSolution(SolutionJson.id(element), unsupported.get()));
      } else {
        solutions.add(SolutionJson.read(element));
      }
    }
    return new EngineResponse.Solutions(solutions, refused);
  }

  /** Body of {@code POST /notify}. */
  public static byte[] writeNotification(EngineNotification notification) {
    return Json.canonicalBytes(notificationNode(notification));
  }

  /** The same as a tree. */
  public static ObjectNode notificationNode(EngineNotification notification) {
    ObjectNode node =
        Json.object()
            .put("auctionId", Long.toString(notification.auctionId()))
            .put("kind", notification.kind().text())
            .put("message", cut(notification.message()))
            // Where the reference engine looks for the text of a driverError.
            .put("reason", cut(notification.message()));
    Long solutionId = notification.solutionId();
    if (solutionId != null) {
      node.put("solutionId", solutionId.longValue());
    }
    Bytes32 transaction = notification.transaction();
    if (transaction != null) {
      node.put("transaction", transaction.toString());
    }
    Address token = notification.token();
    if (token != null) {
      node.put("tokenAddress", token.toString());
    }
    return node;
  }

  /** Reads the body of {@code POST /notify}; an unknown kind is at fault. */
  public static EngineNotification readNotification(byte[] body) {
    return readNotification(Json.parse(body));
  }

  /** Reads the same from within another document. */
  public static EngineNotification readNotification(JsonView view) {
    JsonView kind = view.field("kind");
    String word = kind.text(64);
    for (NotificationKind known : NotificationKind.values()) {
      if (known.text().equals(word)) {
        return new EngineNotification(
            view.field("auctionId").integerText(0, Long.MAX_VALUE),
            view.optional("solutionId").map(id -> id.integer(0, Long.MAX_VALUE)).orElse(null),
            known,
            view.optional("message").map(message -> message.text(MAX_MESSAGE)).orElse(""),
            view.optional("transaction").map(JsonView::bytes32).orElse(null),
            view.optional("tokenAddress").map(JsonView::address).orElse(null));
      }
    }
    throw kind.problem("unknown kind of notification");
  }

  private static String cut(String message) {
    return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
  }
}
