package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Hex;
import io.fairlead.contracts.primitive.Keccak;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * EIP-712 for any types and values given as JSON: the reference for {@link Eip712}, which is some
 * sixteen times faster for Fairlead's own. Strict: every member must be there, no other may be, and
 * every value must be in its type's range. Thread safe.
 */
public final class TypedDataEncoder {
  private static final BigInteger TWO_256 = BigInteger.ONE.shiftLeft(256);
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,78}");
  private static final Pattern HEXADECIMAL = Pattern.compile("0x[0-9a-fA-F]{1,64}");
  private static final byte[] PREFIX = {0x19, 0x01};

  private final TypedDataTypes types;

  /** An encoder of values of the given types. */
  public TypedDataEncoder(TypedDataTypes types) {
    this.types = types;
  }

  /**
   * The digest to sign for {@code {types, primaryType, domain, message}}, where {@code types} has
   * {@code EIP712Domain}.
   *
   * @throws IllegalArgumentException naming what does not agree with the types
   */
  public static Bytes32 digest(JsonNode typedData) {
    TypedDataTypes types = TypedDataTypes.parse(require(typedData, "types"));
    TypedDataEncoder encoder = new TypedDataEncoder(types);
    JsonNode primary = require(typedData, "primaryType");
    if (!primary.isString()) {
      throw new IllegalArgumentException("primaryType is text");
    }
    return Keccak.hash(
        PREFIX,
        encoder.hashStruct(TypedDataTypes.DOMAIN, require(typedData, "domain")).bytes(),
        encoder.hashStruct(primary.stringValue(), require(typedData, "message")).bytes());
  }

  /**
   * EIP-712 {@code hashStruct}.
   *
   * @throws IllegalArgumentException naming what does not agree with the types
   */
  public Bytes32 hashStruct(String struct, JsonNode value) {
    return encodeStruct(struct, value).keccak();
  }

  /** EIP-712 {@code typeHash ‖ encodeData}. */
  Words encodeStruct(String struct, JsonNode value) {
    List<TypedDataField> fields = types.fields(struct);
    if (!value.isObject() || value.size() != fields.size()) {
      throw new IllegalArgumentException(
          struct + " must be an object of " + fields.size() + " members");
    }
    Words words = new Words(1 + fields.size()).put(types.typeHash(struct).bytes());
    for (TypedDataField field : fields) {
      words.put(encode(field.type(), require(value, field.name())));
    }
    return words;
  }

  private byte[] encode(String type, JsonNode value) {
    if (types.isStruct(type)) {
      return hashStruct(type, value).bytes();
    }
    if (type.endsWith("]")) {
      return array(type, value);
    }
    return switch (type) {
      case "string" -> Keccak.hash(text(type, value).getBytes(StandardCharsets.UTF_8)).bytes();
      case "bytes" -> Keccak.hash(Hex.decode(text(type, value))).bytes();
      case "address" -> leftPadded(Address.parse(text(type, value)).bytes());
      case "bool" -> bool(value);
      default ->
          TypedDataTypes.fixedBytes(type) > 0 ? fixedBytes(type, value) : number(type, value);
    };
  }

  private byte[] array(String type, JsonNode value) {
    if (!value.isArray() || !TypedDataTypes.allowsLength(type, value.size())) {
      throw new IllegalArgumentException("not an array of the length of " + type);
    }
    String element = TypedDataTypes.elementType(type);
    Words words = new Words(value.size());
    for (JsonNode item : value) {
      words.put(encode(element, item));
    }
    return words.keccak().bytes();
  }

  private static byte[] bool(JsonNode value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("bool must be true or false");
    }
    return new Words(1).put(value.booleanValue() ? 1 : 0).bytes();
  }

  private static byte[] fixedBytes(String type, JsonNode value) {
    byte[] bytes = Hex.decode(text(type, value));
    if (bytes.length != TypedDataTypes.fixedBytes(type)) {
      throw new IllegalArgumentException("not " + type + ": " + bytes.length + " bytes");
    }
    return Arrays.copyOf(bytes, Bytes32.SIZE);
  }

  private static byte[] number(String type, JsonNode value) {
    BigInteger number = value.isIntegralNumber() ? value.bigIntegerValue() : parse(type, value);
    int bits = TypedDataTypes.numberBits(type);
    boolean signed = type.startsWith("int");
    if (number.bitLength() > (signed ? bits - 1 : bits) || (!signed && number.signum() < 0)) {
      throw new IllegalArgumentException("number does not fit " + type);
    }
    return new Words(1).put(number.mod(TWO_256)).bytes();
  }

  private static BigInteger parse(String type, JsonNode value) {
    String text = text(type, value);
    if (DECIMAL.matcher(text).matches()) {
      return new BigInteger(text);
    }
    if (HEXADECIMAL.matcher(text).matches()) {
      return new BigInteger(text.substring(2), 16);
    }
    throw new IllegalArgumentException("not a number of " + type);
  }

  private static byte[] leftPadded(byte[] bytes) {
    byte[] word = new byte[Bytes32.SIZE];
    System.arraycopy(bytes, 0, word, word.length - bytes.length, bytes.length);
    return word;
  }

  private static String text(String type, JsonNode value) {
    if (!value.isString()) {
      throw new IllegalArgumentException(type + " must be text");
    }
    return value.stringValue();
  }

  private static JsonNode require(JsonNode object, String member) {
    JsonNode value = object.get(member);
    if (value == null) {
      throw new IllegalArgumentException("no member " + member);
    }
    return value;
  }
}
