package io.fairlead.auction.seal;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import java.math.BigInteger;
import tools.jackson.databind.node.ObjectNode;

/** JSON of a {@link Seal}: {@code {"salt", "score"?}}, the score as decimal text. */
public final class SealJson {
  private SealJson() {}

  /** As it stands in an opening and in a transcript. */
  public static ObjectNode write(Seal seal) {
    ObjectNode node = Json.object().put("salt", seal.salt().toString());
    BigInteger score = seal.score();
    if (score != null) {
      node.put("score", score.toString());
    }
    return node;
  }

  /** Reads it; throws {@link io.fairlead.auction.json.JsonFormatException} at a fault. */
  public static Seal read(JsonView view) {
    return new Seal(
        view.field("salt").bytes32(),
        view.optional("score").map(score -> score.uint(256)).orElse(null));
  }
}
