package io.fairlead.auction.dialout;

import io.fairlead.auction.engine.EngineJson;
import io.fairlead.auction.engine.RefusedSolution;
import io.fairlead.auction.engine.SolutionJson;
import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.seal.Opening;
import io.fairlead.auction.seal.SealJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON of what opens commitments: {@code {salt, score?, solution}} each. */
final class OpeningJson {
  private OpeningJson() {}

  static ArrayNode write(List<Opening> openings) {
    ArrayNode array = Json.array();
    for (Opening opening : openings) {
      ObjectNode node = SealJson.write(opening.seal());
      node.set("solution", SolutionJson.write(opening.solution()));
      array.add(node);
    }
    return array;
  }

  static SolverMessage.Open read(long request, JsonView array) {
    List<Opening> openings = new ArrayList<>();
    List<RefusedSolution> refused = new ArrayList<>();
    for (JsonView element : array.list(EngineJson.MAX_SOLUTIONS, element -> element)) {
      JsonView view = element.field("solution");
      Optional<String> unsupported = SolutionJson.unsupported(view);
      if (unsupported.isPresent()) {
        refused.add(new RefusedSolution(SolutionJson.id(view), unsupported.get()));
      } else {
        openings.add(new Opening(SolutionJson.read(view), SealJson.read(element)));
      }
    }
    return new SolverMessage.Open(request, openings, refused);
  }
}
