package io.fairlead.contracts.typeddata;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A closed set of EIP-712 struct types. Immutable; every type a member names exists. */
public final class TypedDataTypes {
  /** The type of every domain. */
  public static final String DOMAIN = "EIP712Domain";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");
  private static final Pattern STRUCT = Pattern.compile("(" + NAME + ")\\((.*)\\)");
  private static final Pattern NUMBER = Pattern.compile("u?int([1-9][0-9]{0,2})");
  private static final Pattern FIXED_BYTES = Pattern.compile("bytes([1-9][0-9]?)");
  private static final Pattern ARRAY = Pattern.compile("(.+)\\[([1-9][0-9]{0,8})?]");

  private final Map<String, List<TypedDataField>> structs;

  /**
   * Checks and copies struct types, members in signed order.
   *
   * @throws IllegalArgumentException if a name or a member's type is not one, or a member appears
   *     twice
   */
  public TypedDataTypes(Map<String, List<TypedDataField>> structs) {
    Map<String, List<TypedDataField>> copy = new TreeMap<>();
    structs.forEach((name, fields) -> copy.put(name, List.copyOf(fields)));
    this.structs = copy;
    copy.forEach(this::check);
  }

  /**
   * Reads the {@code types} of {@code eth_signTypedData_v4}: for each struct an array of {@code
   * {name, type}}.
   *
   * @throws IllegalArgumentException as the constructor, or if the JSON has another shape
   */
  public static TypedDataTypes parse(JsonNode json) {
    Map<String, List<TypedDataField>> structs = new TreeMap<>();
    for (Map.Entry<String, JsonNode> struct : json.properties()) {
      List<TypedDataField> fields = new ArrayList<>();
      for (JsonNode field : struct.getValue()) {
        fields.add(new TypedDataField(text(field.get("name")), text(field.get("type"))));
      }
      structs.put(struct.getKey(), fields);
    }
    return new TypedDataTypes(structs);
  }

  /**
   * Reads type texts of one struct each, for example {@code Cancel(bytes32 intentHash)}.
   *
   * @throws IllegalArgumentException as the constructor, or if a text has another shape
   */
  public static TypedDataTypes of(String... typeTexts) {
    Map<String, List<TypedDataField>> structs = new TreeMap<>();
    for (String typeText : typeTexts) {
      Matcher struct = STRUCT.matcher(typeText);
      if (!struct.matches()) {
        throw new IllegalArgumentException("not the text of a struct type");
      }
      List<TypedDataField> fields = new ArrayList<>();
      for (String field : struct.group(2).split(",", -1)) {
        int blank = field.indexOf(' ');
        if (blank < 0) {
          throw new IllegalArgumentException("not a type and a name: " + field);
        }
        fields.add(new TypedDataField(field.substring(blank + 1), field.substring(0, blank)));
      }
      structs.put(struct.group(1), fields);
    }
    return new TypedDataTypes(structs);
  }

  /** Whether {@code type} is one of the structs. */
  public boolean isStruct(String type) {
    return structs.containsKey(type);
  }

  /**
   * Members in signed order.
   *
   * @throws IllegalArgumentException if there is no such struct
   */
  public List<TypedDataField> fields(String struct) {
    List<TypedDataField> fields = structs.get(struct);
    if (fields == null) {
      throw new IllegalArgumentException("no such type: " + struct);
    }
    return fields;
  }

  /** EIP-712 {@code encodeType}: the struct, then every struct it reaches, by name. */
  public String encodeType(String struct) {
    Set<String> reached = new TreeSet<>();
    collect(struct, reached);
    reached.remove(struct);
    return text(struct, fields(struct))
        + reached.stream().map(name -> text(name, fields(name))).collect(Collectors.joining());
  }

  /** EIP-712 {@code typeHash}. */
  public Bytes32 typeHash(String struct) {
    return Keccak.hash(encodeType(struct).getBytes(StandardCharsets.UTF_8));
  }

  /** {@code T} for {@code T[]} or {@code T[n]}, otherwise the type itself. */
  static String elementType(String type) {
    Matcher array = ARRAY.matcher(type);
    return array.matches() ? array.group(1) : type;
  }

  /** Whether {@code length} elements may stand in the array type. */
  static boolean allowsLength(String arrayType, int length) {
    Matcher array = ARRAY.matcher(arrayType);
    return array.matches()
        && (array.group(2) == null || Integer.parseInt(array.group(2)) == length);
  }

  /** 8 to 256 for {@code uintN} and {@code intN}, 0 for any other type. */
  static int numberBits(String type) {
    Matcher number = NUMBER.matcher(type);
    int bits = number.matches() ? Integer.parseInt(number.group(1)) : 0;
    return bits % 8 == 0 && bits <= 256 ? bits : 0;
  }

  /** 1 to 32 for {@code bytesN}, 0 for any other type. */
  static int fixedBytes(String type) {
    Matcher fixed = FIXED_BYTES.matcher(type);
    int size = fixed.matches() ? Integer.parseInt(fixed.group(1)) : 0;
    return size <= 32 ? size : 0;
  }

  private void collect(String struct, Set<String> reached) {
    if (reached.add(struct)) {
      for (TypedDataField field : fields(struct)) {
        String base = baseType(field.type());
        if (isStruct(base)) {
          collect(base, reached);
        }
      }
    }
  }

  private void check(String struct, List<TypedDataField> fields) {
    if (!NAME.matcher(struct).matches() || isBuiltIn(struct)) {
      throw new IllegalArgumentException("not the name of a struct type: " + struct);
    }
    Set<String> names = new HashSet<>();
    for (TypedDataField field : fields) {
      String base = baseType(field.type());
      if (!isBuiltIn(base) && !isStruct(base)) {
        throw new IllegalArgumentException("not a type: " + field.type());
      }
      if (!NAME.matcher(field.name()).matches() || !names.add(field.name())) {
        throw new IllegalArgumentException("not the name of a new member: " + field.name());
      }
    }
  }

  private static boolean isBuiltIn(String type) {
    return switch (type) {
      case "address", "bool", "string", "bytes" -> true;
      default -> numberBits(type) > 0 || fixedBytes(type) > 0;
    };
  }

  private static String baseType(String type) {
    String element = elementType(type);
    while (!element.equals(type)) {
      type = element;
      element = elementType(type);
    }
    return type;
  }

  private static String text(String struct, List<TypedDataField> fields) {
    return fields.stream()
        .map(TypedDataField::toString)
        .collect(Collectors.joining(",", struct + "(", ")"));
  }

  private static String text(@Nullable JsonNode node) {
    if (node == null || !node.isString()) {
      throw new IllegalArgumentException("a member has a name and a type, both text");
    }
    return node.stringValue();
  }
}
