package io.fairlead.chain.artifact;

import io.fairlead.contracts.abi.AbiFunction;
import io.fairlead.contracts.primitive.Bytes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A compiled contract.
 *
 * @param creationCode what creates it, before constructor arguments
 * @param slots storage slot of each state variable
 * @param errors names of the custom errors it may revert with, by selector
 */
public record ContractArtifact(
    Bytes creationCode, Map<String, BigInteger> slots, Map<Bytes, String> errors) {
  private static final String FOLDER = "/io/fairlead/contracts/artifact/";
  private static final JsonMapper MAPPER = new JsonMapper();

  /** Copies the maps. */
  public ContractArtifact {
    slots = Map.copyOf(slots);
    errors = Map.copyOf(errors);
  }

  /**
   * One of our own contracts, from the class path.
   *
   * @param name for example {@code Settlement}
   * @throws IllegalArgumentException if there is none of that name
   */
  public static ContractArtifact load(String name) {
    try (InputStream in = ContractArtifact.class.getResourceAsStream(FOLDER + name + ".json")) {
      if (in == null) {
        throw new IllegalArgumentException("no compiled contract " + name);
      }
      return parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the compiler's JSON: {@code abi}, {@code bytecode} as text or as {@code {object}}, and
   * {@code storageLayout} if there is one.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static ContractArtifact parse(InputStream json) {
    try {
      JsonNode root = MAPPER.readTree(json);
      JsonNode code = root.path("bytecode");
      String hex = (code.isObject() ? code.path("object") : code).asString("");
      Map<String, BigInteger> slots = new HashMap<>();
      for (JsonNode variable : root.path("storageLayout").path("storage")) {
        slots.put(
            variable.path("label").asString(), new BigInteger(variable.path("slot").asString()));
      }
      return new ContractArtifact(
          Bytes.parse(hex.startsWith("0x") ? hex : "0x" + hex), slots, errors(root.path("abi")));
    } catch (JacksonException e) {
      throw new IllegalArgumentException("not a compiler's output", e);
    }
  }

  /**
   * The storage slot of a state variable.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public BigInteger slot(String variable) {
    BigInteger slot = slots.get(variable);
    if (slot == null) {
      throw new IllegalArgumentException("no state variable " + variable);
    }
    return slot;
  }

  private static Map<Bytes, String> errors(JsonNode abi) {
    Map<Bytes, String> errors = new HashMap<>();
    for (JsonNode entry : abi) {
      if (entry.path("type").asString("").equals("error")) {
        String name = entry.path("name").asString();
        errors.put(AbiFunction.of(name + types(entry.path("inputs"))).selector(), name);
      }
    }
    return errors;
  }

  private static String types(JsonNode inputs) {
    return inputs
        .valueStream()
        .map(ContractArtifact::type)
        .collect(Collectors.joining(",", "(", ")"));
  }

  /** A struct's type is {@code tuple}, {@code tuple[]} and so on; its members are beside it. */
  private static String type(JsonNode input) {
    String type = input.path("type").asString();
    return type.startsWith("tuple")
        ? types(input.path("components")) + type.substring("tuple".length())
        : type;
  }
}
