package io.fairlead.relay.solution;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One thing that happened to a solver's bid.
 *
 * @param at Unix seconds
 * @param solver name
 * @param solution the solver's own number; null if the bid as a whole is meant
 * @param reason stable word; null if there is nothing to say
 * @param detail for a person, and for the solver only: it may name terms of intents
 * @param score wei, rounded down; null before there is one
 */
public record SolutionEvent(
    long at,
    long batch,
    String solver,
    @Nullable Long solution,
    SolutionWord word,
    @Nullable String reason,
    @Nullable String detail,
    @Nullable BigInteger score) {

  /** As its solver sees it. */
  ObjectNode toJson() {
    ObjectNode json = publicJson();
    if (detail != null) {
      json.put("detail", detail);
    }
    return json;
  }

  /** As everybody sees it once the batch has ended: without what may name terms of intents. */
  ObjectNode publicJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("at", Long.toString(at)).put("batch", Long.toString(batch)).put("solver", solver);
    if (solution != null) {
      json.put("solution", Long.toString(solution));
    }
    json.put("event", word.text());
    if (reason != null) {
      json.put("reason", reason);
    }
    if (score != null) {
      json.put("score", score.toString());
    }
    return json;
  }
}
