package io.fairlead.auction.engine.delta;

import io.fairlead.auction.json.Json;
import io.fairlead.auction.json.JsonView;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one JSON object becomes another: {@code set} holds members that are new or have another
 * value, {@code in} patches of members that are objects on both sides, {@code drop} the names of
 * those that went. Each is left out if empty. Unlike a merge patch (RFC 7386) this can set a member
 * to null. Pure.
 */
final class ObjectPatch {
  /** State, collection, element, a pool's tokens: below that a value is sent whole. */
  private static final int MAX_LEVEL = 4;

  private static final int MAX_MEMBERS = 100_000;
  private static final int MAX_NAME = 256;

  private ObjectPatch() {}

  /** What makes {@code after} of {@code before}; empty if they are equal. */
  static Optional<ObjectNode> between(JsonNode before, JsonNode after) {
    return between(before, after, 1);
  }

  private static Optional<ObjectNode> between(JsonNode before, JsonNode after, int level) {
    ObjectNode set = Json.object();
    ObjectNode in = Json.object();
    ArrayNode drop = Json.array();
    for (Map.Entry<String, JsonNode> member : sorted(after).entrySet()) {
      JsonNode old = before.get(member.getKey());
      JsonNode value = member.getValue();
      if (old != null && old.isObject() && value.isObject() && level < MAX_LEVEL) {
        between(old, value, level + 1).ifPresent(patch -> in.set(member.getKey(), patch));
      } else if (!value.equals(old)) {
        set.set(member.getKey(), value);
      }
    }
    for (String name : sorted(before).keySet()) {
      if (!after.has(name)) {
        drop.add(name);
      }
    }
    ObjectNode patch = Json.object();
    if (!set.isEmpty()) {
      patch.set("set", set);
    }
    if (!in.isEmpty()) {
      patch.set("in", in);
    }
    if (!drop.isEmpty()) {
      patch.set("drop", drop);
    }
    return patch.isEmpty() ? Optional.empty() : Optional.of(patch);
  }

  /**
   * The object that {@code before} becomes; {@code before} is left as it is.
   *
   * @throws io.fairlead.auction.json.JsonFormatException if the patch has another form or does not
   *     fit
   */
  static ObjectNode apply(JsonNode before, JsonView patch) {
    return apply(before, patch, 1);
  }

  private static ObjectNode apply(JsonNode before, JsonView patch, int level) {
    if (level > MAX_LEVEL) {
      throw patch.problem("deeper than " + MAX_LEVEL + " levels");
    }
    ObjectNode after = Json.object();
    before.properties().forEach(member -> after.set(member.getKey(), member.getValue()));
    patch
        .optional("drop")
        .ifPresent(drop ->
            drop.list(
                MAX_MEMBERS,
                name -> {
                  if (after.remove(name.text(MAX_NAME)) == null) {
                    throw name.problem("there is no such member");
                  }
                  return name;
                }));
    patch
        .optional("in")
        .ifPresent(in ->
            in.fields(MAX_MEMBERS)
                .forEach((name, inner) -> {
                  JsonNode old = after.get(name);
                  if (old == null || !old.isObject()) {
                    throw inner.problem("there is no such object");
                  }
                  after.set(name, apply(old, inner, level + 1));
                }));
    patch
        .optional("set")
        .ifPresent(
            set -> set.fields(MAX_MEMBERS).forEach((name, value) -> after.set(name, value.node())));
    return after;
  }

  private static Map<String, JsonNode> sorted(JsonNode object) {
    Map<String, JsonNode> members = new TreeMap<>();
    object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
    return members;
  }
}
