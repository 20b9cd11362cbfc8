package io.fairlead.auction.verify;

import io.fairlead.auction.json.Json;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A change for every leaf of a line and a removal for every item of its arrays. */
final class LeafChanges {
  private LeafChanges() {}

  /** One mutation per leaf of {@code node}. */
  static void collect(JsonNode node, String path, List<String> names, List<Runnable> mutations) {
    if (node instanceof ObjectNode object) {
      for (String name : List.copyOf(object.propertyNames())) {
        JsonNode value = object.get(name);
        collect(value, path + "." + name, names, mutations);
        leaf(value, changed -> object.set(name, changed), path + "." + name, names, mutations);
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        int index = i;
        String name = path + "[" + i + "]";
        collect(array.get(i), name, names, mutations);
        leaf(array.get(i), changed -> array.set(index, changed), name, names, mutations);
        names.add(name + " removed");
        mutations.add(() -> array.remove(index));
      }
    }
  }

  private static void leaf(
      JsonNode value,
      Consumer<JsonNode> put,
      String path,
      List<String> names,
      List<Runnable> mutations) {
    UnaryOperator<String> lastDigit =
        text -> text.substring(0, text.length() - 1) + (text.endsWith("1") ? "2" : "1");
    ObjectNode box = Json.object();
    if (value.isString()) {
      String text = value.stringValue();
      box.put("v", text.isEmpty() ? "1" : lastDigit.apply(text));
    } else if (value.isIntegralNumber()) {
      box.put("v", value.longValue() + 1);
    } else if (value.isBoolean()) {
      box.put("v", !value.booleanValue());
    } else if (value.isNull()) {
      box.put("v", "1");
    } else {
      return;
    }
    names.add(path);
    mutations.add(() -> put.accept(box.get("v")));
  }
}
