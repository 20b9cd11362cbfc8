package io.fairlead.contracts.abi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples of the Solidity ABI specification. */
class AbiWriterTest {
  private static final String WORD_0 = "00".repeat(32);

  @Test
  void staticAndDynamicArguments() {
    Bytes call =
        AbiFunction.of("sam(bytes,bool,uint256[])")
            .encode(args ->
                args.bytes(utf8("dave")).bool(true).array(List.of(1L, 2L, 3L), AbiWriter::uint));
    assertThat(call)
        .hasToString(
            "0xa5643bf2"
                + word("60")
                + word("01")
                + word("a0")
                + word("04")
                + "64617665"
                + WORD_0.substring(8)
                + word("03")
                + word("01")
                + word("02")
                + word("03"));
  }

  @Test
  void smallNumbersAndFixedBytes() {
    byte[] fixed = new byte[32];
    System.arraycopy("1234567890".getBytes(StandardCharsets.US_ASCII), 0, fixed, 0, 10);
    Bytes call =
        AbiFunction.of("f(uint256,uint32[],bytes10,bytes)")
            .encode(args ->
                args.uint(BigInteger.valueOf(0x123), 256)
                    .array(List.of(0x456L, 0x789L), AbiWriter::uint)
                    .word(Bytes32.of(fixed))
                    .bytes(utf8("Hello, world!")));
    assertThat(call)
        .hasToString(
            "0x8be65246"
                + word("0123")
                + word("80")
                + "31323334353637383930"
                + WORD_0.substring(20)
                + word("e0")
                + word("02")
                + word("0456")
                + word("0789")
                + word("0d")
                + "48656c6c6f2c20776f726c6421"
                + WORD_0.substring(26));
  }

  @Test
  void nestedDynamicArrays() {
    Bytes call =
        AbiFunction.of("g(uint256[][],string[])")
            .encode(args ->
                args.array(
                        List.of(List.of(1L, 2L), List.of(3L)),
                        (to, inner) -> to.array(inner, AbiWriter::uint))
                    .array(List.of("one", "two", "three"), (to, s) -> to.bytes(utf8(s))));
    assertThat(call.size()).isEqualTo(4 + 20 * 32);
    assertThat(call.toString())
        .startsWith(
            "0x2289b18c"
                + word("40")
                + word("0140")
                + word("02")
                + word("40")
                + word("a0")
                + word("02")
                + word("01")
                + word("02")
                + word("01")
                + word("03")
                + word("03")
                + word("60")
                + word("a0")
                + word("e0")
                + word("03")
                + "6f6e65");
  }

  @Test
  void addressesAndSelectors() {
    Address to = Address.parse("0x00000000000000000000000000000000000000ff");
    AbiFunction transfer = AbiFunction.of("transfer(address,uint256)");
    assertThat(transfer.selector()).hasToString("0xa9059cbb");
    assertThat(transfer.encode(args -> args.address(to).uint(1)))
        .hasToString("0xa9059cbb" + word("ff") + word("01"));
  }

  @Test
  void numbersMustFit() {
    AbiWriter writer = new AbiWriter();
    assertThatThrownBy(() -> writer.uint(-1)).isInstanceOf(AbiException.class);
    assertThatThrownBy(() -> writer.uint(BigInteger.valueOf(-1), 256))
        .isInstanceOf(AbiException.class);
    assertThatThrownBy(() -> writer.uint(BigInteger.ONE.shiftLeft(256), 256))
        .isInstanceOf(AbiException.class);
    assertThatThrownBy(() -> writer.uint(BigInteger.valueOf(256), 8))
        .isInstanceOf(AbiException.class);
    BigInteger largest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    assertThat(writer.uint(largest, 256).toBytes()).hasToString("0x" + "ff".repeat(32));
  }

  static String word(String hex) {
    return "0".repeat(64 - hex.length()) + hex;
  }

  private static Bytes utf8(String text) {
    return Bytes.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
