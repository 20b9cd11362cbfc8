package io.fairlead.auction.transcript;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import io.fairlead.auction.transcript.TranscriptLine.Config;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/** JSON and hash of what an operator has set for an auction. Pure. */
public final class ConfigJson {
  private static final int MAX_VALUES = 100;

  private ConfigJson() {}

  /** Keccak-256 of the canonical JSON of the object with all values. */
  public static Bytes32 hash(Config config) {
    return Keccak.hash(Json.canonicalBytes(values(config)));
  }

  static ObjectNode write(Config config) {
    return TranscriptJson.typed("config").set("values", values(config));
  }

  static Config read(JsonView view) {
    SortedMap<String, String> values = new TreeMap<>();
    view.field("values")
        .fields(MAX_VALUES)
        .forEach((name, value) -> values.put(name, value.text(TranscriptJson.MAX_TEXT)));
    return new Config(values);
  }

  private static ObjectNode values(Config config) {
    ObjectNode node = Json.object();
    config.values().forEach(node::put);
    return node;
  }
}
