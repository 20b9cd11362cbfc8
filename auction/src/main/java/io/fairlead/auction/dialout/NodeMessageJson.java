package io.fairlead.auction.dialout;

import io.fairlead.auction.dialout.NodeMessage.Content;
import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.delta.StateDelta;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.typeddata.Domain;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what a node says. Pure and thread safe. */
public final class NodeMessageJson {
  private static final int MAX_TEXT = 2_000;

  private NodeMessageJson() {}

  /** Canonical text. */
  public static String write(NodeMessage message) {
    return Json.canonical(
        switch (message) {
          case NodeMessage.Hello hello -> write(hello);
          case NodeMessage.Welcome welcome ->
              typed("welcome")
                  .put("solver", welcome.solver())
                  .put("account", welcome.account().toString());
          case NodeMessage.Solve solve -> write(solve);
          case NodeMessage.Reveal reveal ->
              typed("reveal")
                  .put("request", reveal.request())
                  .put("auctionId", reveal.auctionId())
                  .put("closed", reveal.closed().toString())
                  .put("leftMillis", reveal.leftMillis());
          case NodeMessage.Notify notify ->
              typed("notify")
                  .set("notification", EngineJson.notificationNode(notify.notification()));
          case NodeMessage.Fault fault -> write(fault);
        });
  }

  /**
   * Reads a message; fields that others added are ignored.
   *
   * @throws io.fairlead.auction.json.JsonFormatException naming the field at fault
   */
  public static NodeMessage read(byte[] text) {
    JsonView view = Json.parse(text);
    JsonView type = view.field("type");
    return switch (type.text(32)) {
      case "challenge" -> readHello(view);
      case "welcome" ->
          new NodeMessage.Welcome(
              view.field("solver").text(MAX_TEXT), view.field("account").address());
      case "solve" -> readSolve(view);
      case "reveal" ->
          new NodeMessage.Reveal(
              view.field("request").integer(0, Long.MAX_VALUE),
              view.field("auctionId").text(MAX_TEXT),
              view.field("closed").bytes32(),
              view.field("leftMillis").integer(0, Long.MAX_VALUE));
      case "notify" ->
          new NodeMessage.Notify(EngineJson.readNotification(view.field("notification")));
      case "fault" -> readFault(view);
      default -> throw type.problem("unknown type of message");
    };
  }

  static ObjectNode typed(String type) {
    return Json.object().put("type", type);
  }

  private static ObjectNode write(NodeMessage.Hello hello) {
    Bounds bounds = hello.bounds();
    ObjectNode node =
        typed("challenge")
            .put("version", Challenge.VERSION)
            .put("chainId", Long.toString(hello.challenge().domain().chainId()))
            .put("settlement", hello.challenge().domain().settlement().toString())
            .put("node", hello.challenge().node().toString())
            .put("nonce", hello.challenge().nonce().toString());
    node.putObject("bounds")
        .put("frameBytes", bounds.frameBytes())
        .put("messageBytes", bounds.messageBytes())
        .put("requests", bounds.requests())
        .put("pingSeconds", bounds.pingSeconds())
        .put("loginSeconds", bounds.loginSeconds());
    return node;
  }

  private static NodeMessage readHello(JsonView view) {
    view.field("version").integer(Challenge.VERSION, Challenge.VERSION);
    JsonView bounds = view.field("bounds");
    return new NodeMessage.Hello(
        new Challenge(
            new Domain(
                view.field("chainId").integerText(1, Long.MAX_VALUE),
                view.field("settlement").address()),
            view.field("node").address(),
            view.field("nonce").bytes32()),
        new Bounds(
            count(bounds, "frameBytes"),
            count(bounds, "messageBytes"),
            count(bounds, "requests"),
            count(bounds, "pingSeconds"),
            count(bounds, "loginSeconds")));
  }

  private static int count(JsonView bounds, String name) {
    return (int) bounds.field(name).integer(1, Integer.MAX_VALUE);
  }

  private static ObjectNode write(NodeMessage.Solve solve) {
    ObjectNode node =
        typed("solve")
            .put("request", solve.request())
            .put("leftMillis", solve.leftMillis())
            .put("keep", solve.keep());
    Bytes32 auction = solve.auction();
    if (auction != null) {
      node.put("auction", auction.toString());
    }
    return switch (solve.content()) {
      case Content.Whole whole -> node.set("state", whole.state());
      case Content.Changed changed -> node.set("delta", changed.delta().write());
    };
  }

  private static NodeMessage readSolve(JsonView view) {
    Optional<JsonView> delta = view.optional("delta");
    return new NodeMessage.Solve(
        view.field("request").integer(0, Long.MAX_VALUE),
        view.field("leftMillis").integer(0, Long.MAX_VALUE),
        view.field("keep").bool(),
        view.optional("auction").map(JsonView::bytes32).orElse(null),
        delta.isPresent()
            ? new Content.Changed(StateDelta.read(delta.get()))
            : new Content.Whole(view.field("state").node()));
  }

  private static ObjectNode write(NodeMessage.Fault fault) {
    ObjectNode node =
        typed("fault")
            .put("code", fault.code().text())
            .put("field", fault.field())
            .put("message", fault.message());
    Long request = fault.request();
    if (request != null) {
      node.put("request", request.longValue());
    }
    return node;
  }

  private static NodeMessage readFault(JsonView view) {
    JsonView code = view.field("code");
    String word = code.text(64);
    for (FaultCode known : FaultCode.values()) {
      if (known.text().equals(word)) {
        return new NodeMessage.Fault(
            known,
            view.field("field").text(MAX_TEXT),
            view.field("message").text(MAX_TEXT),
            view.optional("request").map(n -> n.integer(0, Long.MAX_VALUE)).orElse(null));
      }
    }
    throw code.problem("unknown code");
  }
}
