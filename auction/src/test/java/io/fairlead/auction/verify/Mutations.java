package io.fairlead.auction.verify;

import io.fairlead.auction.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Every small change of a transcript, by what it does. Changed lines stay in canonical form. */
final class Mutations {
  private final List<String> lines;
  private final SortedMap<String, List<String>> all = new TreeMap<>();

  private Mutations(List<String> lines) {
    this.lines = lines;
  }

  static SortedMap<String, List<String>> of(List<String> lines) {
    Mutations mutations = new Mutations(lines);
    for (int i = 0; i < lines.size(); i++) {
      mutations.ofLines(i);
      mutations.ofMembers(i);
    }
    return mutations.all;
  }

  private void ofLines(int at) {
    String name = "%03d".formatted(at + 1);
    put(name + " dropped", changed -> changed.remove(at));
    put(name + " twice", changed -> changed.add(at, lines.get(at)));
    put(name + " and all after it dropped", changed -> changed.subList(at, changed.size()).clear());
    if (at > 0) {
      put(name + " before the one before", changed -> changed.add(at - 1, changed.remove(at)));
    }
  }

  private void put(String name, Consumer<List<String>> change) {
    List<String> changed = new ArrayList<>(lines);
    change.accept(changed);
    all.put(name, changed);
  }

  /** The changes of a line's members are counted, and made one after another on fresh copies. */
  private void ofMembers(int at) {
    int count = new Walk(-1).visit(parse(lines.get(at)), "").seen;
    for (int i = 0; i < count; i++) {
      JsonNode fresh = parse(lines.get(at));
      Walk walk = new Walk(i).visit(fresh, "");
      String text = Json.canonical(fresh);
      if (!text.equals(lines.get(at))) {
        put("%03d%s".formatted(at + 1, walk.name), changed -> changed.set(at, text));
      }
    }
  }

  private static JsonNode parse(String line) {
    return Json.parse(line.getBytes(StandardCharsets.UTF_8)).node();
  }

  /** Goes through a value and makes the change with one number. */
  private static final class Walk {
    private final int wanted;
    private int seen;
    private String name = "";

    Walk(int wanted) {
      this.wanted = wanted;
    }

    private void change(String what, Runnable make) {
      if (seen++ == wanted) {
        name = what;
        make.run();
      }
    }

    Walk visit(JsonNode node, String path) {
      if (node instanceof ObjectNode object) {
        for (String member : List.copyOf(object.propertyNames())) {
          JsonNode value = object.get(member);
          String at = path + "." + member;
          visit(value, at);
          scalar(value, at, changed -> object.set(member, changed));
          change(at + " removed", () -> object.remove(member));
        }
      } else if (node instanceof ArrayNode array) {
        for (int i = 0; i < array.size(); i++) {
          int index = i;
          String at = path + "[" + i + "]";
          visit(array.get(i), at);
          scalar(array.get(i), at, changed -> array.set(index, changed));
          change(at + " removed", () -> array.remove(index));
          change(at + " twice", () -> array.insert(index, array.get(index).deepCopy()));
          if (i > 0) {
            change(at + " moved", () -> array.insert(index - 1, array.remove(index)));
          }
        }
      }
      return this;
    }

    private void scalar(JsonNode value, String path, Consumer<JsonNode> put) {
      ObjectNode box = Json.object();
      if (value.isString()) {
        String text = value.stringValue();
        String front = text.isEmpty() ? "" : text.substring(0, text.length() - 1);
        replace(
            path + " ends otherwise", box.put("v", front + (text.endsWith("1") ? "2" : "1")), put);
        // Mostly a matter of form: one of these for each text, in turn.
        switch (seen % 4) {
          case 0 -> replace(path + " longer", box.put("v", text + "0"), put);
          case 1 -> replace(path + " empty", box.put("v", ""), put);
          case 2 -> replace(path + " zero", box.put("v", "0"), put);
          default -> replace(path + " null", box.putNull("v"), put);
        }
      } else if (value.isIntegralNumber()) {
        replace(path + " larger", box.put("v", value.longValue() + 1), put);
        replace(path + " negative", box.put("v", -value.longValue() - 1), put);
      } else if (value.isBoolean()) {
        replace(path + " negated", box.put("v", !value.booleanValue()), put);
      } else if (value.isNull()) {
        replace(path + " text", box.put("v", "1"), put);
      }
    }

    private void replace(String what, ObjectNode box, Consumer<JsonNode> put) {
      JsonNode value = box.get("v");
      change(what, () -> put.accept(value));
    }
  }
}
