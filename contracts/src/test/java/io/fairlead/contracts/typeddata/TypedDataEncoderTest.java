package io.fairlead.contracts.typeddata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class TypedDataEncoderTest {
  private static final JsonMapper MAPPER = JsonMapper.shared();

  @Test
  void typeTextListsReachedStructsByName() {
    TypedDataTypes types =
        TypedDataTypes.of(
            "Transaction(Person from,Person to,Asset[2][] tx)",
            "Person(address wallet,string name)",
            "Asset(address token,uint256 amount,Transaction[] parents)",
            "Unused(bool b)");
    assertThat(types.encodeType("Transaction"))
        .isEqualTo(
            "Transaction(Person from,Person to,Asset[2][] tx)"
                + "Asset(address token,uint256 amount,Transaction[] parents)"
                + "Person(address wallet,string name)");
  }

  @Test
  void rejectsWhatIsNotATypeOrAValueOfIt() {
    for (String type :
        new String[] {
          "uint",
          "uint7",
          "uint264",
          "uint08",
          "bytes0",
          "bytes33",
          "S2",
          "bool[0]",
          "bool[-1]",
          "bool[",
          "[]",
          "",
          "bool []",
          "int999",
          "address payable"
        }) {
      assertThatIllegalArgumentException()
          .as(type)
          .isThrownBy(() -> TypedDataTypes.of("S(" + type + " a)"));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> TypedDataTypes.of("S(bool a,bool a)"));
    assertThatIllegalArgumentException().isThrownBy(() -> TypedDataTypes.of("bool(bool a)"));
    rejects("uint8", "256", "\"256\"", "-1", "\"0x100\"", "1.0", "\"\"", "\"1e1\"", "true", "null");
    rejects("int8", "128", "-129", "\"0x80\"");
    rejects("bool", "1", "\"true\"", "null");
    rejects("bytes2", "\"0x00\"", "\"0x000000\"", "\"0000\"", "1");
    rejects("bytes", "\"0x0\"", "\"0xzz\"");
    rejects("address", "\"0x00\"", "1");
    rejects("string", "1", "null", "{}");
    rejects("bool[2]", "[true]", "[true,true,true]", "true", "{\"0\":true,\"1\":true}");
  }

  private static void rejects(String type, String... values) {
    TypedDataEncoder encoder = new TypedDataEncoder(TypedDataTypes.of("S(" + type + " a)"));
    for (String value : values) {
      JsonNode struct = MAPPER.readTree("{\"a\":" + value + "}");
      assertThatIllegalArgumentException()
          .as(type + " " + value)
          .isThrownBy(() -> encoder.hashStruct("S", struct));
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.hashStruct("S", MAPPER.readTree("{}")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.hashStruct("S", MAPPER.readTree("[]")));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> encoder.hashStruct("S", MAPPER.readTree("{\"b\":1}")));
  }
}
