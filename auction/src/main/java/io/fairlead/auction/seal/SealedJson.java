package io.fairlead.auction.seal;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.SolutionJson;
import io.fairlead.auction.engine.SolveRequest;
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
 * The JSON bodies of {@code POST /commit} and {@code POST /open}, in both directions; see
 * docs/protocol.md section 5.2. Every reading method throws {@link JsonFormatException} naming the
 * path of what is wrong. Pure and thread safe.
 */
public final class SealedJson {
  private static final int MAX_ID = 100;

  private SealedJson() {}

  /**
   * What {@code POST /commit} asks for beside the auction itself.
   *
   * @param auction what commitments are bound to
   * @param account which they are bound to
   * @param ticket known to nobody but the two; whoever shows it may have the openings
   */
  public record Invitation(Bytes32 auction, Address account, Bytes32 ticket) {}

  /**
   * What {@code POST /open} says.
   *
   * @param ticket of the invitation
   * @param closed running hash of the transcript with all commitments
   */
  public record OpenRequest(String auctionId, Bytes32 ticket, Bytes32 closed) {}

  /** What the answer to {@code POST /open} holds. */
  public record Openings(List<Opening> openings, List<RefusedSolution> refused) {
    /** Copies the lists. */
    public Openings {
      openings = List.copyOf(openings);
      refused = List.copyOf(refused);
    }
  }

  /** Body of {@code POST /commit}: that of {@code POST /solve} with one more field. */
  public static byte[] writeInvitation(SolveRequest request, Invitation invitation) {
    return EngineJson.writeRequest(
        request,
        "commit",
        Json.object()
            .put("auction", invitation.auction().toString())
            .put("account", invitation.account().toString())
            .put("ticket", invitation.ticket().toString()));
  }

  /** Reads that field of the body of {@code POST /commit}; the rest is a request. */
  public static Invitation readInvitation(JsonView body) {
    JsonView view = body.field("commit");
    return new Invitation(
        view.field("auction").bytes32(),
        view.field("account").address(),
        view.field("ticket").bytes32());
  }

  /** Answer to {@code POST /commit}. */
  public static byte[] writeCommitments(List<Bytes32> commitments) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("commitments");
    commitments.forEach(commitment -> list.add(commitment.toString()));
    return Json.canonicalBytes(node);
  }

  /** Reads the answer to {@code POST /commit}. */
  public static List<Bytes32> readCommitments(byte[] body) {
    return Json.parse(body).field("commitments").list(SealedBids.MAX, JsonView::bytes32);
  }

  /**
   * Whether a body is meant as an answer to {@code POST /commit}: an object with commitments, be
   * they right or not. Engines that know no such path may answer anything to it.
   */
  public static boolean isCommitments(byte[] body) {
    try {
      return Json.parse(body).optional("commitments").isPresent();
    } catch (JsonFormatException e) {
      return false;
    }
  }

  /** Body of {@code POST /open}. */
  public static byte[] writeOpenRequest(OpenRequest request) {
    return Json.canonicalBytes(
        Json.object()
            .put("auctionId", request.auctionId())
            .put("ticket", request.ticket().toString())
            .put("closed", request.closed().toString()));
  }

  /** Reads the body of {@code POST /open}. */
  public static OpenRequest readOpenRequest(byte[] body) {
    JsonView view = Json.parse(body);
    return new OpenRequest(
        view.field("auctionId").text(MAX_ID),
        view.field("ticket").bytes32(),
        view.field("closed").bytes32());
  }

  /** Answer to {@code POST /open}. */
  public static byte[] writeOpenings(List<Opening> openings) {
    ObjectNode node = Json.object();
    ArrayNode list = node.putArray("openings");
    for (Opening opening : openings) {
      ObjectNode element = SealJson.write(opening.seal());
      element.set("solution", SolutionJson.write(opening.solution()));
      list.add(element);
    }
    return Json.canonicalBytes(node);
  }

  /** Reads the answer to {@code POST /open}. */
  public static Openings readOpenings(byte[] body) {
    List<Opening> openings = new ArrayList<>();
    List<RefusedSolution> refused = new ArrayList<>();
    for (JsonView element :
        Json.parse(body).field("openings").list(SealedBids.MAX, element -> element)) {
      JsonView solution = element.field("solution");
      Optional<String> unsupported = SolutionJson.unsupported(solution);
      if (unsupported.isPresent()) {
        refused.add(new RefusedSolution(SolutionJson.id(solution), unsupported.get()));
      } else {
        openings.add(new Opening(SolutionJson.read(solution), SealJson.read(element)));
      }
    }
    return new Openings(openings, refused);
  }
}
