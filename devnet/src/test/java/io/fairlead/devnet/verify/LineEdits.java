package io.fairlead.devnet.verify;

import io.fairlead.auction.json.Json;
import io.fairlead.devnet.deploy.DevKeys;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What somebody may do to the lines of a transcript, each still of its form. */
final class LineEdits {
  private static final BigInteger MAX_REWARD =
      BigInteger.valueOf(12).multiply(BigInteger.TEN.pow(15));
  private static final BigInteger MAX_PENALTY = BigInteger.TEN.pow(16);

  private LineEdits() {}

  static void dropEveryPool(TamperedTranscript tampered) {
    while (!tampered.ofType("pool").isEmpty()) {
      tampered.remove("pool");
    }
  }

  static void dropLoser(TamperedTranscript tampered) {
    JsonNode winner = tampered.line("award").at("/solution/solver");
    tampered.remove("bid", bid -> !bid.path("solver").equals(winner));
    tampered.edit("commitments", line -> keepSolver((ArrayNode) line.path("solvers"), winner));
    tampered.edit(
        "election",
        line -> {
          ArrayNode kept = JsonMapper.shared().createArrayNode();
          line.path("fair")
              .forEach(one -> {
                if (one.path("solver").equals(winner)) {
                  kept.add(one);
                }
              });
          line.set("fair", kept);
          // Without it nobody would be there instead: the reward is the whole score, up to the cap.
          BigInteger total = new BigInteger(line.at("/total/score").asString());
          reference(line)
              .put("score", "0")
              .put("bound", "0")
              .put("reward", total.min(MAX_REWARD).toString());
        });
    tampered.edit(
        "result",
        line ->
            object(line, "rewards")
                .put(
                    winner.asString(),
                    reference(tampered.line("election")).path("reward").asString()));
  }

  private static void keepSolver(ArrayNode all, JsonNode kept) {
    for (int i = all.size() - 1; i >= 0; i--) {
      if (!all.get(i).path("solver").equals(kept)) {
        all.remove(i);
      }
    }
  }

  /** The last by name, which committed to nothing and did not answer. */
  static void addSilentSolver(TamperedTranscript transcript, String name) {
    String account = DevKeys.signer(name).address().toString();
    transcript.edit(
        "commitments",
        line ->
            ((ArrayNode) line.path("solvers"))
                .addObject()
                .put("solver", name)
                .put("account", account)
                .put("by", "none")
                .putArray("commitments"));
    ObjectNode bid = JsonMapper.shared().createObjectNode();
    bid.put("type", "bid")
        .put("solver", name)
        .put("account", account)
        .put("answer", "timedOut")
        .put("message", "no answer");
    bid.putArray("unopened");
    bid.putArray("solutions");
    transcript.insert(transcript.index("election", _ -> true), Json.canonical(bid));
  }

  static String bid(TamperedTranscript transcript) {
    return transcript.ofType("bid").getFirst();
  }

  static ObjectNode object(JsonNode line, String name) {
    return (ObjectNode) line.path(name);
  }

  static ObjectNode solution(JsonNode bid) {
    return (ObjectNode) bid.path("solutions").get(0);
  }

  static ObjectNode fill(JsonNode outcome) {
    return (ObjectNode) outcome.path("fills").get(0);
  }

  static void raise(ObjectNode object, String name) {
    object.put(name, new BigInteger(object.path(name).asString()).add(BigInteger.ONE).toString());
  }

  static void raiseFirst(ObjectNode object) {
    raise(object, object.propertyNames().iterator().next());
  }

  static void otherScore(ObjectNode bid) {
    solution(bid).put("score", "1/1");
  }

  static void raisePool(ObjectNode pool) {
    for (String name : List.of("liquidity", "sqrtPrice")) {
      if (pool.has(name)) {
        raise(pool, name);
        return;
      }
    }
    ObjectNode tokens = object(pool, "tokens");
    raise((ObjectNode) tokens.path(tokens.propertyNames().iterator().next()), "balance");
  }

  /** Another {@code r}: whatever form the signature has, it is no longer the signer's. */
  static void forge(ObjectNode object, String name) {
    StringBuilder text = new StringBuilder(object.path(name).asString());
    text.setCharAt(20, text.charAt(20) == '0' ? '1' : '0');
    object.put(name, text.toString());
  }

  static void reverse(ObjectNode object, String name) {
    List<JsonNode> items = new ArrayList<>();
    object.path(name).forEach(items::addFirst);
    ArrayNode array = object.putArray(name);
    items.forEach(array::add);
  }

  static void loser(TamperedTranscript transcript, ObjectNode line) {
    line.set("solution", transcript.line("election").path("fair").get(1));
  }

  static ObjectNode reference(JsonNode election) {
    return (ObjectNode) election.path("references").iterator().next();
  }

  /** The next best instead of the best. */
  static void otherWinner(ObjectNode election) {
    ObjectNode winner = (ObjectNode) election.path("winners").get(0);
    winner.setAll((ObjectNode) election.path("fair").get(1));
  }

  /** As an operator would hide a settlement: said to be missed, with no time for another. */
  static void missedAndOver(TamperedTranscript transcript) {
    transcript.edit(
        "outcome",
        line -> {
          line.removeAll();
          line.put("type", "outcome").put("result", "missed").put("place", "0").put("reason", "?");
        });
    transcript.insert(
        transcript.index("result", _ -> true), "{\"reason\":\"stopped\",\"type\":\"cut\"}");
    String account = transcript.line("award").at("/award/solver").asString();
    transcript.edit(
        "result",
        line -> {
          object(line, "standings").put(account, "937500");
          ObjectNode reference = reference(transcript.line("election"));
          BigInteger total =
              new BigInteger(transcript.line("election").at("/total/score").asString());
          BigInteger reward =
              BigInteger.ZERO.subtract(new BigInteger(reference.path("score").asString()));
          object(line, "rewards")
              .put(
                  transcript.line("award").at("/solution/solver").asString(),
                  reward.max(MAX_PENALTY.negate()).min(total).toString());
        });
  }

  static void replace(ObjectNode outcome, String result) {
    outcome.removeAll();
    outcome.put("type", "outcome").put("result", result).put("reason", "nobody would take it");
  }
}
