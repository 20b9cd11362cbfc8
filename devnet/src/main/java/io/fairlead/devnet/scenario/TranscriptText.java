package io.fairlead.devnet.scenario;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Lines of a transcript in words. */
final class TranscriptText {
  private static final BigInteger GWEI = BigInteger.valueOf(1_000_000_000L);

  private TranscriptText() {}

  /** Sentences for the lines a person wants to see: what solvers bid. */
  static List<String> describe(JsonNode line) {
    return line.path("type").asString("").equals("bid") ? bid(line) : List.of();
  }

  private static List<String> bid(JsonNode line) {
    String solver = line.path("solver").asString("?");
    List<BigInteger> scores = new ArrayList<>();
    List<String> sentences = new ArrayList<>();
    for (JsonNode solution : line.path("solutions")) {
      String verdict = solution.path("verdict").asString("?");
      if (verdict.equals("valid")) {
        scores.add(gwei(solution.path("score").asString("")));
      } else {
        String why =
            solution.path("reason").asString("") + " " + solution.path("detail").asString("");
        sentences.add("bid of " + solver + " " + verdict + ": " + why.strip());
      }
    }
    if (!scores.isEmpty()) {
      scores.sort(Comparator.reverseOrder());
      String others =
          String.join(", ", scores.stream().skip(1).map(score -> score + " gwei").toList());
      sentences.addFirst(
          "bid of "
              + solver
              + ": score "
              + scores.getFirst()
              + " gwei"
              + (others.isEmpty() ? "" : " (its best; also " + others + ")"));
    }
    if (sentences.isEmpty()) {
      String answer = line.path("answer").asString("?");
      sentences.add(solver + ": " + (answer.equals("solutions") ? "no solution" : answer));
    }
    return sentences;
  }

  /** A score, an exact fraction of wei of the native token, in gwei rounded down. */
  private static BigInteger gwei(String fraction) {
    String[] parts = fraction.split("/", 2);
    try {
      BigInteger denominator = parts.length > 1 ? new BigInteger(parts[1]) : BigInteger.ONE;
      return new BigInteger(parts[0]).divide(denominator).divide(GWEI);
    } catch (ArithmeticException | NumberFormatException e) {
      return BigInteger.ZERO;
    }
  }
}
