package io.fairlead.auction.engine.delta;

import io.fairlead.auction.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A request whose orders and pools stand under their keys instead of in a row, so that one that
 * went does not move all others. They are ascending by key in a request, so nothing is lost.
 */
final class KeyedState {
  /** Which arrays, and what their elements are called by. */
  private static final Map<String, String> KEYS =
      new TreeMap<>(Map.of("orders", "uid", "baskets", "uid", "liquidity", "id"));

  private KeyedState() {}

  /** Empty if an array is not one of objects strictly ascending by key. */
  static Optional<ObjectNode> of(JsonNode request) {
    if (!request.isObject()) {
      return Optional.empty();
    }
    ObjectNode keyed = Json.object();
    for (Map.Entry<String, JsonNode> member : request.properties()) {
      String key = KEYS.get(member.getKey());
      if (key == null) {
        keyed.set(member.getKey(), member.getValue());
        continue;
      }
      Optional<ObjectNode> elements = elements(member.getValue(), key);
      if (elements.isEmpty()) {
        return Optional.empty();
      }
      keyed.set(member.getKey(), elements.get());
    }
    return Optional.of(keyed);
  }

  /** The request that {@code keyed} was made of. */
  static ObjectNode request(JsonNode keyed) {
    ObjectNode request = Json.object();
    for (Map.Entry<String, JsonNode> member : keyed.properties()) {
      request.set(
          member.getKey(),
          KEYS.containsKey(member.getKey()) && member.getValue().isObject()
              ? array(member.getValue())
              : member.getValue());
    }
    return request;
  }

  private static Optional<ObjectNode> elements(JsonNode array, String key) {
    if (!array.isArray()) {
      return Optional.empty();
    }
    ObjectNode elements = Json.object();
    String last = null;
    for (JsonNode element : array) {
      JsonNode name = element.get(key);
      if (!element.isObject()
          || name == null
          || !name.isString()
          || (last != null && last.compareTo(name.stringValue()) >= 0)) {
        return Optional.empty();
      }
      last = name.stringValue();
      elements.set(last, element);
    }
    return Optional.of(elements);
  }

  private static ArrayNode array(JsonNode elements) {
    List<String> names = new ArrayList<>(elements.propertyNames());
    names.sort(String::compareTo);
    ArrayNode array = Json.array();
    names.forEach(name -> array.add(elements.get(name)));
    return array;
  }
}
