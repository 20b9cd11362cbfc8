package io.fairlead.devnet.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Lines of a transcript in words. */
final class TranscriptText {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);

  private TranscriptText() {}

  /** Sentences for the lines a person wants to see: what solvers bid, and who won. */
  static List<String> describe(JsonNode line) {
    return switch (line.path("type").asString("")) {
      case "bid" -> bid(line);
      case "award" -> List.of("won by account " + line.path("award").path("solver").asString("?"));
      default -> List.of();
    };
  }

  private static List<String> bid(JsonNode line) {
    String solver = line.path("solver").asString("?");
    List<String> lines = new ArrayList<>();
    for (JsonNode solution : line.path("solutions")) {
      String verdict = solution.path("verdict").asString("?");
      lines.add(
          verdict.equals("valid")
              ? "bid of " + solver + ": score " + score(solution.path("score").asString(""))
              : "bid of "
                  + solver
                  + " "
                  + verdict
                  + ": "
                  + solution.path("reason").asString("")
                  + " "
                  + solution.path("detail").asString(""));
    }
    if (lines.isEmpty()) {
      lines.add(solver + " bids nothing: " + line.path("answer").asString("?"));
    }
    return lines;
  }

  /** A score, an exact fraction of wei of the native token, as gwei rounded down. */
  private static String score(String fraction) {
    String[] parts = fraction.split("/", 2);
    try {
      BigInteger denominator = parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE;
      return new BigInteger(parts[0]).divide(denominator).divide(GWEI) + " gwei";
    } catch (ArithmeticException | NumberFormatException e) {
      return fraction;
    }
  }
}
