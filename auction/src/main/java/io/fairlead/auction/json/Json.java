package io.fairlead.auction.json;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parses with bounds, writes canonically. Thread safe. */
public final class Json {
  /** Largest document, in bytes: that of the reference solver engine. */
  public static final int MAX_BYTES = 10 * 1024 * 1024;

  /** Deepest nesting. */
  public static final int MAX_DEPTH = 16;

  private static final int MAX_TEXT = 2 * 1024 * 1024;
  private static final int MAX_NUMBER = 80;
  private static final int MAX_NAME = 256;

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxDocumentLength(MAX_BYTES)
                          .maxNestingDepth(MAX_DEPTH)
                          .maxStringLength(MAX_TEXT)
                          .maxNumberLength(MAX_NUMBER)
                          .maxNameLength(MAX_NAME)
                          .build())
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          // As written: binary fractions have other digits, and some texts have no finite one.
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  private Json() {}

  /**
   * Parses exactly one value.
   *
   * @throws JsonFormatException if it is too large, too deep, repeats a key or is no JSON
   */
  public static JsonView parse(byte[] body) {
    return parse(body, 0, body.length);
  }

  /**
   * The same of a part of it.
   *
   * @param from where the part begins
   * @param to where it ends, exclusive
   */
  public static JsonView parse(byte[] body, int from, int to) {
    if (to - from > MAX_BYTES) {
      throw new JsonFormatException("$", "larger than " + MAX_BYTES + " bytes");
    }
    JsonNode node;
    try {
      node = MAPPER.readTree(body, from, to - from);
    } catch (JacksonException e) {
      // The parser's own message may repeat part of the body.
      TokenStreamLocation location = e.getLocation();
      String where = location == null ? "" : ", at byte " + location.getByteOffset();
      throw new JsonFormatException("$", "no JSON within the bounds" + where);
    }
    if (node == null || node.isMissingNode()) {
      throw new JsonFormatException("$", "empty");
    }
    return new JsonView("$", node);
  }

  /** A value that was parsed before, as the root of its paths. */
  public static JsonView view(JsonNode node) {
    return new JsonView("$", node);
  }

  /** An empty object to be filled. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array to be filled. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /**
   * Canonical text: keys ascending by UTF-16 code unit, no blanks, shortest escapes, numbers in
   * plain decimal notation without trailing zeros.
   */
  public static String canonical(JsonNode node) {
    StringBuilder out = new StringBuilder(256);
    write(node, out);
    return out.toString();
  }

  /** UTF-8 of {@link #canonical}. */
  public static byte[] canonicalBytes(JsonNode node) {
    return canonical(node).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonNode node, StringBuilder out) {
    if (node.isObject()) {
      TreeMap<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
      char separator = '{';
      for (Map.Entry<String, JsonNode> entry : sorted.entrySet()) {
        out.append(separator);
        text(entry.getKey(), out);
        out.append(':');
        write(entry.getValue(), out);
        separator = ',';
      }
      out.append(sorted.isEmpty() ? "{}" : "}");
    } else if (node.isArray()) {
      char separator = '[';
      for (JsonNode element : node) {
        out.append(separator);
        write(element, out);
        separator = ',';
      }
      out.append(node.isEmpty() ? "[]" : "]");
    } else if (node.isString()) {
      text(node.stringValue(), out);
    } else if (node.isIntegralNumber()) {
      out.append(node.bigIntegerValue());
    } else if (node.isNumber()) {
      out.append(plain(node.decimalValue()));
    } else if (node.isBoolean()) {
      out.append(node.booleanValue());
    } else if (node.isNull()) {
      out.append("null");
    } else {
      throw new IllegalArgumentException("no canonical form for a " + node.getNodeType());
    }
  }

  private static String plain(BigDecimal number) {
    // The digits of a number from outside are bounded by its text, those of its plain form are not.
    if (Math.abs((long) number.scale()) > MAX_NUMBER) {
      throw new IllegalArgumentException("no canonical form for a number of that size");
    }
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  private static void text(String text, StringBuilder out) {
    out.append('"').append(JsonStringEncoder.getInstance().quoteAsCharArray(text)).append('"');
  }
}
