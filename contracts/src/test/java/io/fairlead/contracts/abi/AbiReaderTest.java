package io.fairlead.contracts.abi;

import static io.fairlead.contracts.abi.AbiWriterTest.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AbiReaderTest {
  private static final String FF = "ff".repeat(32);

  @Test
  void readsWhatTheWriterWrote() {
    Address address = Address.parse("0x" + "12".repeat(20));
    Bytes encoded =
        new AbiWriter()
            .address(address)
            .array(
                List.of("0x", "0xab"), (to, s) -> to.tuple(t -> t.bool(true).bytes(Bytes.parse(s))))
            .uint(BigInteger.TWO.pow(255), 256)
            .array(List.<Address>of(), AbiWriter::address)
            .word(Bytes32.ZERO)
            .toBytes();
    List<Object> values =
        AbiReader.read(
            encoded,
            in ->
                List.of(
                    in.address(),
                    in.array(item -> item.tuple(t -> t.bool() + " " + t.bytes())),
                    in.uint(256),
                    in.array(AbiReader::address),
                    in.word()));
    assertThat(values)
        .containsExactly(
            address,
            List.of("true 0x", "true 0xab"),
            BigInteger.TWO.pow(255),
            List.of(),
            Bytes32.ZERO);
  }

  @Test
  void staticValuesMustBeInRange() {
    refuses(AbiReader::bool, word("02"));
    refuses(AbiReader::bool, FF);
    refuses(AbiReader::address, "01" + "00".repeat(31));
    refuses(AbiReader::address, FF);
    refuses(in -> in.uint(128), word("01" + "00".repeat(16)));
    refuses(in -> in.number(32), word("0100000000"));
    refuses(in -> in.number(63), word("8000000000000000"));
    refuses(in -> in.number(63), FF);
    refuses(AbiReader::word, "");
    refuses(AbiReader::word, "00".repeat(31));
    refuses(AbiReader::word, "00".repeat(33));
  }

  @Test
  void bytesMustBeInsideAndPadded() {
    assertThat(AbiReader.read(parse(word("20") + word("00")), AbiReader::bytes))
        .isEqualTo(Bytes.EMPTY);
    refuses(AbiReader::bytes, word("20"));
    refuses(AbiReader::bytes, word("20") + word("01"));
    refuses(AbiReader::bytes, word("20") + word("21") + word("00"));
    refuses(AbiReader::bytes, word("20") + word("01") + word("01"));
    refuses(AbiReader::bytes, word("20") + word("01") + "ff".repeat(31));
    refuses(AbiReader::bytes, word("20") + FF);
    refuses(AbiReader::bytes, word("20") + word("7fffffff"));
    refuses(AbiReader::bytes, word("20") + word("7fffffffffffffff"));
    refuses(AbiReader::bytes, word("20") + word("ffffffff"));
  }

  @Test
  void offsetsMustFollowEachOther() {
    refuses(AbiReader::bytes, word("00") + word("00"));
    refuses(AbiReader::bytes, word("1f") + word("00"));
    refuses(AbiReader::bytes, word("40") + word("00") + word("00"));
    refuses(AbiReader::bytes, word("60") + word("00"));
    refuses(AbiReader::bytes, FF + word("00"));
    refuses(AbiReader::bytes, word("ffffffe0") + word("00"));
    refuses(AbiReader::bytes, word("7fffffffffffffe0") + word("00"));
    // Two offsets to the same place.
    Function<AbiReader, String> two = in -> "" + in.bytes() + in.bytes();
    assertThat(AbiReader.read(parse(word("40") + word("60") + word("") + word("")), two))
        .isEqualTo("0x0x");
    refuses(two, word("40") + word("40") + word("00"));
    refuses(two, word("60") + word("40") + word("00") + word("00"));
  }

  @Test
  void arraysMustBeInside() {
    Function<AbiReader, List<Bytes32>> words = in -> in.array(AbiReader::word);
    refuses(words, word("20") + word("01"));
    refuses(words, word("20") + word("02") + word("00"));
    refuses(words, word("20") + word("01") + word("00") + word("00"));
    refuses(words, word("20") + word("7fffffff") + word("00"));
    refuses(words, word("20") + FF);
    // One element whose own offset points at its head, or behind everything.
    Function<AbiReader, List<Bytes>> many = in -> in.array(AbiReader::bytes);
    refuses(many, word("20") + word("01") + word("00"));
    refuses(many, word("20") + word("01") + word("40") + word("00"));
  }

  @Test
  void anotherFunctionIsRefused() {
    AbiFunction function = AbiFunction.of("totalSupply()");
    String read = function.decode(Bytes.parse("0x18160ddd"), in -> "nothing");
    assertThat(read).isEqualTo("nothing");
    for (String data : List.of("0x", "0x18160d", "0x18160dde", "0x18160ddd00")) {
      assertThatThrownBy(() -> function.decode(Bytes.parse(data), in -> true))
          .as(data)
          .isInstanceOf(AbiException.class);
    }
  }

  private static void refuses(Function<AbiReader, ?> value, String hex) {
    assertThatThrownBy(() -> AbiReader.read(parse(hex), value))
        .as(hex)
        .isInstanceOf(AbiException.class);
  }

  private static Bytes parse(String hex) {
    return Bytes.parse("0x" + hex);
  }
}
