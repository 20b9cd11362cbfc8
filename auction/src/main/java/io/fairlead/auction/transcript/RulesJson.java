package io.fairlead.auction.transcript;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.transcript.TranscriptLine.Rules;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** JSON and hash of an auction's rules. Pure. */
public final class RulesJson {
  private static final int MAX_RULES = 100;

  private RulesJson() {}

  /** Keccak-256 of the canonical JSON of the object with all values. */
  public static Bytes32 hash(Rules rules) {
    return Keccak.hash(Json.canonicalBytes(values(rules)));
  }

  static ObjectNode write(Rules rules) {
    return TranscriptJson.typed("rules").set("values", values(rules));
  }

  static Rules read(JsonView view) {
    SortedMap<String, String> values = new TreeMap<>();
    view.field("values")
        .fields(MAX_RULES)
        .forEach((name, value) -> values.put(name, value.text(TranscriptJson.MAX_TEXT)));
    return new Rules(values);
  }

  private static ObjectNode values(Rules rules) {
    ObjectNode node = Json.object();
    rules.values().forEach(node::put);
    return node;
  }
}
