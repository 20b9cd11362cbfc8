package io.fairlead.auction.dialout;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.json.JsonView;
import java.util.function.LongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what a solver says. Pure and thread safe. */
public final class SolverMessageJson {
  private static final int MAX_NAME = 200;

  private SolverMessageJson() {}

  /** Canonical text. */
  public static String write(SolverMessage message) {
    return Json.canonical(
        switch (message) {
          case SolverMessage.Login login ->
              NodeMessageJson.typed("login")
                  .put("solver", login.solver())
                  .put("account", login.account().toString())
                  .put("signature", login.signature().toString());
          case SolverMessage.Have have ->
              NodeMessageJson.typed("have").put("state", have.state().toString());
          case SolverMessage.Whole whole ->
              NodeMessageJson.typed("whole").put("request", whole.request());
          case SolverMessage.Answer answer ->
              NodeMessageJson.typed("answer")
                  .put("request", answer.request())
                  .set("answer", EngineJson.responseNode(answer.response()));
          case SolverMessage.Commit commit -> {
            ObjectNode node = NodeMessageJson.typed("commit").put("request", commit.request());
            ArrayNode commitments = node.putArray("commitments");
            commit.commitments().forEach(one -> commitments.add(one.toString()));
            yield node;
          }
          case SolverMessage.Open open ->
              NodeMessageJson.typed("open")
                  .put("request", open.request())
                  .set("openings", OpeningJson.write(open.openings()));
          case SolverMessage.Unreadable unreadable ->
              throw new IllegalArgumentException("nobody sends what cannot be read");
        });
  }

  /**
   * Reads a message; fields that others added are ignored.
   *
   * @throws io.fairlead.auction.json.JsonFormatException naming the field at fault
   */
  public static SolverMessage read(byte[] text) {
    JsonView view = Json.parse(text);
    JsonView type = view.field("type");
    return switch (type.text(32)) {
      case "login" ->
          new SolverMessage.Login(
              view.field("solver").text(MAX_NAME),
              view.field("account").address(),
              view.field("signature").signature());
      case "have" -> new SolverMessage.Have(view.field("state").bytes32());
      case "whole" -> new SolverMessage.Whole(request(view));
      case "answer" ->
          orUnreadable(
              request(view),
              number ->
                  new SolverMessage.Answer(number, EngineJson.readResponse(view.field("answer"))));
      case "commit" ->
          orUnreadable(
              request(view),
              number ->
                  new SolverMessage.Commit(
                      number,
                      view.field("commitments").list(EngineJson.MAX_SOLUTIONS, JsonView::bytes32)));
      case "open" ->
          orUnreadable(request(view), number -> OpeningJson.read(number, view.field("openings")));
      default -> throw type.problem("unknown type of message");
    };
  }

  private static SolverMessage orUnreadable(long request, LongFunction<SolverMessage> rest) {
    try {
      return rest.apply(request);
    } catch (JsonFormatException e) {
      return new SolverMessage.Unreadable(request, e.path(), String.valueOf(e.getMessage()));
    }
  }

  private static long request(JsonView view) {
    return view.field("request").integer(0, Long.MAX_VALUE);
  }
}
