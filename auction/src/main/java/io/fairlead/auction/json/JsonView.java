package io.fairlead.auction.json;

import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON value and where it stands. Every reading method throws {@link JsonFormatException} naming
 * the path if the value is not of the asked form. Immutable.
 */
public final class JsonView {
  private static final int MAX_AMOUNT_TEXT = 78;
  private static final int LONG_DIGITS = 18;

  /** What numbers of so many digits fit. */
  private static final int LONG_BITS = 60;

  private static final Pattern UNSIGNED = Pattern.compile("[0-9]+|0x[0-9a-fA-F]+");
  private static final Pattern SIGNED = Pattern.compile("-?[0-9]+");

  private final @Nullable JsonView parent;
  private final String step;
  private final int index;
  private final JsonNode node;

  /** A root. */
  JsonView(String path, JsonNode node) {
    this(null, path, -1, node);
  }

  /**
   * Within another.
   *
   * @param step the member's name; empty for an element
   * @param index the element's; -1 for a member
   */
  private JsonView(@Nullable JsonView parent, String step, int index, JsonNode node) {
    this.parent = parent;
    this.step = step;
    this.index = index;
    this.node = node;
  }

  /** Where it stands. Put together when asked for: mostly nothing is wrong. */
  public String path() {
    if (parent == null) {
      return step;
    }
    return parent.path() + (index < 0 ? "." + step : "[" + index + "]");
  }

  private JsonView member(String name, JsonNode value) {
    return new JsonView(this, name, -1, value);
  }

  /** The value itself. */
  public JsonNode node() {
    return node;
  }

  /** The problem at this place. */
  public JsonFormatException problem(String problem) {
    return new JsonFormatException(path(), problem);
  }

  /** A field that must be there; it may be null. */
  public JsonView field(String name) {
    JsonNode value = requireObject().get(name);
    if (value == null) {
      throw new JsonFormatException(path() + "." + name, "missing");
    }
    return member(name, value);
  }

  /** A field that may be missing or null. */
  public Optional<JsonView> optional(String name) {
    JsonNode value = requireObject().get(name);
    return value == null || value.isNull() ? Optional.empty() : Optional.of(member(name, value));
  }

  /** Every field, ascending by name; at most {@code limit}. */
  public SortedMap<String, JsonView> fields(int limit) {
    if (requireObject().size() > limit) {
      throw problem("more than " + limit + " fields");
    }
    SortedMap<String, JsonView> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      fields.put(entry.getKey(), member(entry.getKey(), entry.getValue()));
    }
    return fields;
  }

  /** Elements of an array of at most {@code limit}, each read by {@code element}. */
  public <T> List<T> list(int limit, Function<JsonView, T> element) {
    if (!node.isArray()) {
      throw problem("must be an array");
    }
    if (node.size() > limit) {
      throw problem("more than " + limit + " elements");
    }
    List<T> elements = new ArrayList<>(node.size());
    for (int i = 0; i < node.size(); i++) {
      elements.add(element.apply(new JsonView(this, "", i, node.get(i))));
    }
    return elements;
  }

  /** A text of at most {@code limit} characters. */
  public String text(int limit) {
    if (!node.isString()) {
      throw problem("must be a text");
    }
    String text = node.stringValue();
    if (text.length() > limit) {
      throw problem("longer than " + limit + " characters");
    }
    return text;
  }

  /** True or false. */
  public boolean bool() {
    if (!node.isBoolean()) {
      throw problem("must be true or false");
    }
    return node.booleanValue();
  }

  /** A JSON integer in {@code [minimum, maximum]}. */
  public long integer(long minimum, long maximum) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw problem("must be an integer from " + minimum + " to " + maximum);
    }
    long value = node.longValue();
    if (value < minimum || value > maximum) {
      throw problem("must be an integer from " + minimum + " to " + maximum);
    }
    return value;
  }

  /** A decimal text holding an integer in {@code [minimum, maximum]}. */
  public long integerText(long minimum, long maximum) {
    BigInteger value = signed(64);
    if (value.compareTo(BigInteger.valueOf(minimum)) < 0
        || value.compareTo(BigInteger.valueOf(maximum)) > 0) {
      throw problem("must be an integer from " + minimum + " to " + maximum);
    }
    return value.longValueExact();
  }

  /** An unsigned integer below {@code 2^bits}, as decimal text or {@code 0x} quantity. */
  public BigInteger uint(int bits) {
    String text = text(MAX_AMOUNT_TEXT);
    if (bits >= LONG_BITS && isShortDecimal(text)) {
      return BigInteger.valueOf(Long.parseLong(text));
    }
    if (!UNSIGNED.matcher(text).matches()) {
      throw problem("must be an unsigned integer as a decimal text");
    }
    BigInteger value =
        text.startsWith("0x") ? new BigInteger(text.substring(2), 16) : new BigInteger(text);
    if (value.bitLength() > bits) {
      throw problem("does not fit " + bits + " bits");
    }
    return value;
  }

  private static boolean isShortDecimal(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONG_DIGITS;
  }

  /** A signed integer of at most {@code bits} bits without the sign, as decimal text. */
  public BigInteger signed(int bits) {
    String text = text(MAX_AMOUNT_TEXT);
    if (!SIGNED.matcher(text).matches()) {
      throw problem("must be an integer as a decimal text");
    }
    BigInteger value = new BigInteger(text);
    if (value.bitLength() > bits) {
      throw problem("does not fit " + bits + " bits");
    }
    return value;
  }

  /** A {@code 0x} address. */
  public Address address() {
    return parsed(42, Address::parse, "must be an address: 0x and 40 hex digits");
  }

  /** A {@code 0x} word of 32 bytes. */
  public Bytes32 bytes32() {
    return parsed(66, Bytes32::parse, "must be 32 bytes: 0x and 64 hex digits");
  }

  /** At most {@code limit} bytes as {@code 0x} hex. */
  public Bytes bytes(int limit) {
    return parsed(2 + 2 * limit, Bytes::parse, "must be bytes: 0x and pairs of hex digits");
  }

  /** An owner's signature: at most {@link SignedIntent#MAX_SIGNATURE} bytes, or none. */
  public Bytes ownerSignature() {
    return bytes(SignedIntent.MAX_SIGNATURE);
  }

  /** A 65-byte signature. */
  public Signature signature() {
    return parsed(132, Signature::parse, "must be a signature: 0x and 130 hex digits");
  }

  /** A text of at most {@code limit} characters, read by {@code parser}. */
  public <T> T parsed(int limit, Function<String, T> parser, String problem) {
    String text = text(limit);
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw problem(problem);
    }
  }

  private JsonNode requireObject() {
    if (!node.isObject()) {
      throw problem("must be an object");
    }
    return node;
  }
}
