package io.fairlead.relay.rpc;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Reads typed members of one JSON object; whatever is wrong names the member by its path. Numbers
 * may be JSON integers, decimal text or {@code 0x} text.
 */
public final class Params {
  private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,78}");
  private static final Pattern NEGATIVE = Pattern.compile("-[1-9][0-9]{0,77}");
  private static final Pattern QUANTITY = Pattern.compile("0x[0-9a-fA-F]{1,64}");

  private final JsonNode object;
  private final String path;

  private Params(JsonNode object, String path) {
    this.object = object;
    this.path = path;
  }

  /**
   * The params of a call: one object, or an array holding just that object, as wallets' libraries
   * send it.
   *
   * @param known every member that may occur
   * @throws RpcFault {@link RpcError#INVALID_PARAMS}
   */
  public static Params of(JsonNode params, List<String> known) {
    JsonNode object = params;
    if (params.isArray() && params.size() == 1) {
      object = params.get(0);
    } else if (params.isMissingNode() || (params.isArray() && params.isEmpty())) {
      object = JsonNodeFactory.instance.objectNode();
    }
    return checked(object, "", known);
  }

  private static Params checked(JsonNode object, String path, List<String> known) {
    if (!object.isObject()) {
      throw path.isEmpty()
          ? new RpcFault(RpcError.INVALID_PARAMS, "params must be one object")
          : new RpcFault(RpcError.INVALID_FIELD, path + " must be an object", path);
    }
    for (String name : object.propertyNames()) {
      if (!known.contains(name)) {
        String where = path.isEmpty() ? name : path + "." + name;
        throw new RpcFault(RpcError.INVALID_PARAMS, "there is no such member: " + where, where);
      }
    }
    return new Params(object, path);
  }

  /** Whether the member is there and not null. */
  public boolean has(String name) {
    return object.hasNonNull(name);
  }

  /** A nested object. */
  public Params object(String name, List<String> known) {
    return checked(required(name), pathOf(name), known);
  }

  /** The objects of a list of at most {@code limit}. */
  public List<Params> list(String name, int limit, List<String> known) {
    JsonNode list = required(name);
    if (!list.isArray() || list.size() > limit) {
      throw invalid(name, "must be a list of at most " + limit + " objects");
    }
    List<Params> objects = new ArrayList<>();
    for (JsonNode one : list) {
      objects.add(checked(one, pathOf(name) + "[" + objects.size() + "]", known));
    }
    return objects;
  }

  /** An address of 20 bytes. */
  public Address address(String name) {
    return text(name, "an address: 0x and 40 hex digits", Address::parse);
  }

  /** A word of 32 bytes. */
  public Bytes32 bytes32(String name) {
    return text(name, "32 bytes: 0x and 64 hex digits", Bytes32::parse);
  }

  /** Text in a form of its own; {@code parse} throws {@link IllegalArgumentException}. */
  public <T> T text(String name, String form, Function<String, T> parse) {
    JsonNode node = required(name);
    if (node.isString()) {
      try {
        return parse.apply(node.stringValue());
      } catch (IllegalArgumentException wrongForm) {
        // Told below.
      }
    }
    throw invalid(name, "must be " + form);
  }

  /** An unsigned number of at most {@code bits} bits. */
  public BigInteger uint(String name, int bits) {
    BigInteger value = integer(required(name));
    if (value == null || value.signum() < 0 || value.bitLength() > bits) {
      throw invalid(name, "must be an unsigned integer of at most " + bits + " bits");
    }
    return value;
  }

  /** A number of at most {@code bits} bits with its sign; below zero in decimal. */
  public BigInteger signed(String name, int bits) {
    JsonNode node = required(name);
    BigInteger signed =
        node.isString() && NEGATIVE.matcher(node.stringValue()).matches()
            ? new BigInteger(node.stringValue())
            : integer(node);
    if (signed == null || signed.bitLength() >= bits) {
      throw invalid(name, "must be an integer of at most " + bits + " bits with its sign");
    }
    return signed;
  }

  /** An unsigned number between two bounds, both inclusive. */
  public long number(String name, long min, long max) {
    BigInteger value = integer(required(name));
    if (value == null
        || value.bitLength() > 63
        || value.longValue() < min
        || value.longValue() > max) {
      throw invalid(name, "must be an integer from " + min + " to " + max);
    }
    return value.longValue();
  }

  /** A JSON boolean. */
  public boolean bool(String name) {
    JsonNode node = required(name);
    if (!node.isBoolean()) {
      throw invalid(name, "must be true or false");
    }
    return node.booleanValue();
  }

  /** {@code read} of the member if it is there. */
  public <T> Optional<T> optional(String name, Function<String, T> read) {
    return has(name) ? Optional.of(read.apply(name)) : Optional.empty();
  }

  /** An error of one member. */
  public RpcFault invalid(String name, String what) {
    return new RpcFault(RpcError.INVALID_FIELD, pathOf(name) + " " + what, pathOf(name));
  }

  /** The member's path from {@code params}. */
  public String pathOf(String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private JsonNode required(String name) {
    JsonNode node = object.path(name);
    if (node.isMissingNode() || node.isNull()) {
      throw invalid(name, "is missing");
    }
    return node;
  }

  private static @Nullable BigInteger integer(JsonNode node) {
    if (node.isIntegralNumber()) {
      return node.bigIntegerValue();
    }
    if (!node.isString()) {
      return null;
    }
    String text = node.stringValue();
    if (DECIMAL.matcher(text).matches()) {
      return new BigInteger(text);
    }
    return QUANTITY.matcher(text).matches() ? new BigInteger(text.substring(2), 16) : null;
  }
}
