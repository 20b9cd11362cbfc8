package io.fairlead.contracts.typeddata;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Hex;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The published cases of ethers: every type, nesting and domain EIP-712 has. */
class EthersCasesTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  /** Installed by {@code npm ci} in this module. */
  private static final Path CASES =
      Path.of("node_modules/@ethersproject/testcases/testcases/eip712.json.gz");

  /** Domain members and their types, in the order of EIP-712. */
  private static final Map<String, String> DOMAIN_MEMBERS = new LinkedHashMap<>();

  static {
    DOMAIN_MEMBERS.put("name", "string");
    DOMAIN_MEMBERS.put("version", "string");
    DOMAIN_MEMBERS.put("chainId", "uint256");
    DOMAIN_MEMBERS.put("verifyingContract", "address");
    DOMAIN_MEMBERS.put("salt", "bytes32");
  }

  @Test
  void agreesWithEveryEthersCase() throws IOException {
    assertThat(CASES).as("run `npm ci` in contracts first").exists();
    JsonNode cases;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(CASES))) {
      cases = MAPPER.readTree(in);
    }
    assertThat(cases.size()).isEqualTo(1_025);
    for (JsonNode testCase : cases) {
      String name = testCase.get("name").stringValue();
      ObjectNode types = (ObjectNode) testCase.get("types").deepCopy();
      String primaryType = testCase.get("primaryType").stringValue();
      assertThat(
              Hex.encode(
                  new TypedDataEncoder(TypedDataTypes.parse(types))
                      .encodeStruct(primaryType, testCase.get("data"))
                      .bytes()))
          .as(name)
          .isEqualTo(testCase.get("encoded").stringValue());
      types.set(TypedDataTypes.DOMAIN, domainType(testCase.get("domain")));
      ObjectNode typedData = MAPPER.createObjectNode();
      typedData.set("types", types);
      typedData.put("primaryType", primaryType);
      typedData.set("domain", testCase.get("domain"));
      typedData.set("message", testCase.get("data"));
      assertThat(TypedDataEncoder.digest(typedData))
          .as(name)
          .hasToString(testCase.get("digest").stringValue());
    }
  }

  private static ArrayNode domainType(JsonNode domain) {
    ArrayNode fields = MAPPER.createArrayNode();
    DOMAIN_MEMBERS.forEach((name, type) -> {
      if (domain.has(name)) {
        fields.add(MAPPER.createObjectNode().put("name", name).put("type", type));
      }
    });
    return fields;
  }
}
