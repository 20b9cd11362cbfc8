package io.fairlead.relay.config;

import io.fairlead.contracts.primitive.Address;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * One object of the file. Reading never fails: what is wrong is noted, a stand-in is returned, and
 * so everything that is wrong is known at the end. Members that were not read are unknown keys.
 */
final class ConfigObject {
  private final JsonNode object;
  private final String path;
  private final List<String> problems;
  private final TreeSet<String> read = new TreeSet<>();

  ConfigObject(JsonNode object, String path, List<String> problems) {
    this.object = object.isObject() ? object : JsonNodeFactory.instance.objectNode();
    this.path = path;
    this.problems = problems;
    if (!object.isObject() && !object.isMissingNode()) {
      problems.add((path.isEmpty() ? "the file" : path) + ": must be an object");
    }
  }

  /** Notes every key that nobody asked for. */
  void end() {
    for (String name : object.propertyNames()) {
      if (!read.contains(name)) {
        problems.add(key(name) + ": there is no such setting");
      }
    }
  }

  boolean has(String name) {
    return !object.path(name).isMissingNode();
  }

  ConfigObject object(String name) {
    return new ConfigObject(required(name), key(name), problems);
  }

  /** As {@link #object}, empty if the key is missing. */
  ConfigObject optionalObject(String name) {
    JsonNode node = member(name);
    return new ConfigObject(
        node == null ? JsonNodeFactory.instance.objectNode() : node, key(name), problems);
  }

  String text(String name, String standIn) {
    JsonNode node = member(name);
    if (node == null) {
      return standIn;
    }
    return string(node, name).orElse(standIn);
  }

  String text(String name) {
    return string(required(name), name).orElse("");
  }

  List<String> texts(String name) {
    return list(
        name,
        (node, key) -> {
          if (node.isString() && !node.stringValue().isBlank()) {
            return node.stringValue();
          }
          problems.add(key + ": must be text");
          return "";
        });
  }

  Address address(String name) {
    return address(required(name), key(name));
  }

  List<Address> addresses(String name) {
    return list(name, this::address);
  }

  URI url(String name) {
    return url(required(name), key(name));
  }

  List<URI> urls(String name) {
    return list(name, this::url);
  }

  List<ConfigObject> objects(String name) {
    return list(name, (node, key) -> new ConfigObject(node, key, problems));
  }

  long number(String name, long min, long max, @Nullable Long standIn) {
    JsonNode node = member(name);
    if (node == null) {
      if (standIn == null) {
        problems.add(key(name) + ": is missing");
      }
      return standIn == null ? min : standIn;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.longValue() < min
        || node.longValue() > max) {
      problems.add(key(name) + ": must be an integer from " + min + " to " + max);
      return min;
    }
    return node.longValue();
  }

  boolean bool(String name, boolean standIn) {
    JsonNode node = member(name);
    if (node == null) {
      return standIn;
    }
    if (!node.isBoolean()) {
      problems.add(key(name) + ": must be true or false");
      return standIn;
    }
    return node.booleanValue();
  }

  void problem(String name, String what) {
    problems.add(key(name) + ": " + what);
  }

  private <T> List<T> list(String name, BiFunction<JsonNode, String, T> element) {
    JsonNode node = required(name);
    List<T> list = new ArrayList<>();
    if (!node.isArray()) {
      if (!node.isMissingNode()) {
        problems.add(key(name) + ": must be an array");
      }
      return list;
    }
    for (int i = 0; i < node.size(); i++) {
      list.add(element.apply(node.get(i), key(name) + "[" + i + "]"));
    }
    return list;
  }

  private Address address(JsonNode node, String key) {
    if (node.isString()) {
      try {
        return Address.parse(node.stringValue());
      } catch (IllegalArgumentException wrongForm) {
        // Told below.
      }
    }
    if (!node.isMissingNode()) {
      problems.add(key + ": must be an address, 0x and 40 hex digits");
    }
    return Address.ZERO;
  }

  private URI url(JsonNode node, String key) {
    if (node.isString()) {
      try {
        URI uri = URI.create(node.stringValue());
        if (uri.getHost() != null
            && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
          return uri;
        }
      } catch (IllegalArgumentException wrongForm) {
        // Told below.
      }
    }
    if (!node.isMissingNode()) {
      problems.add(key + ": must be an http or https URL");
    }
    return URI.create("http://invalid");
  }

  private Optional<String> string(JsonNode node, String name) {
    if (node.isString() && !node.stringValue().isBlank()) {
      return Optional.of(node.stringValue());
    }
    if (!node.isMissingNode()) {
      problems.add(key(name) + ": must be text");
    }
    return Optional.empty();
  }

  private JsonNode required(String name) {
    JsonNode node = member(name);
    if (node == null) {
      problems.add(key(name) + ": is missing");
      return JsonNodeFactory.instance.missingNode();
    }
    return node;
  }

  private @Nullable JsonNode member(String name) {
    read.add(name);
    JsonNode node = object.path(name);
    return node.isMissingNode() ? null : node;
  }

  private String key(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
