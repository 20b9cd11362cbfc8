package io.fairlead.devnet.scenario;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Lines of a transcript in words. */
final class TranscriptText {
  private TranscriptText() {}

  /** A sentence for the lines a person wants to see: bids and winners. */
  static Optional<String> describe(JsonNode line) {
    String solver = line.path("solver").asString("");
    return switch (line.path("type").asString("")) {
      case "bid" -> Optional.of("bid of " + solver + ": score " + line.path("score").asString("?"));
      case "rejected" ->
          Optional.of("bid of " + solver + " refused: " + line.path("reason").asString("?"));
      case "winner" -> Optional.of("won by " + solver);
      default -> Optional.empty();
    };
  }
}
