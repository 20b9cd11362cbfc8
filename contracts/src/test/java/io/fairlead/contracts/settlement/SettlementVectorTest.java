package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One settlement with known hashes; the expected values were computed by ethers 5.8 abi. */
class SettlementVectorTest {
  private static final Address LOW = address("11");
  private static final Address MIDDLE = address("22");
  private static final Address HIGH = address("c3");

  private final Settlement settlement =
      new Settlement(
          List.of(LOW, MIDDLE, HIGH),
          List.of(BigInteger.ONE, Intent.MAX_AMOUNT, BigInteger.valueOf(7)),
          List.of(
              new Trade(
                  signed(MIDDLE, LOW, Side.SELL, false, "41"),
                  BigInteger.valueOf(5),
                  BigInteger.valueOf(6)),
              new Trade(
                  signed(LOW, HIGH, Side.BUY, true, "42"), Intent.MAX_AMOUNT, BigInteger.ZERO)),
          List.of(
              new Interaction(address("51"), Bytes.EMPTY),
              new Interaction(address("52"), Bytes.parse("0x" + "61".repeat(33)))));

  @Test
  void solutionHash() {
    assertThat(SettlementCodec.solutionHash(settlement))
        .hasToString("0x25e2ef177db8f84df77c9df2f57395eedd45ccd11fa9119c487427473d3527df");
  }

  @Test
  void callData() {
    Award award = new Award(42, word("71"), address("72"), word("73"), Long.MAX_VALUE, word("74"));
    Bytes call = SettlementCodec.encodeCall(award, signature("75"), settlement);
    assertThat(SettlementCodec.SETTLE.selector()).hasToString("0xf59796ee");
    assertThat(call.size()).isEqualTo(4 + 79 * 32);
    assertThat(Keccak.hash(call.bytes()))
        .hasToString("0xc24d3423ac6e87f19a2bebc73df52681f99ed6836a93c99978929e0d1d6d0b7b");
  }

  private static SignedIntent signed(
      Address sell, Address buy, Side side, boolean partially, String signature) {
    Intent intent =
        new Intent(
            address("31"),
            address("32"),
            sell,
            buy,
            Intent.MAX_AMOUNT,
            BigInteger.valueOf(1_000),
            side,
            partially,
            1_700_000_000L,
            Intent.MAX_TIME,
            BigInteger.TWO.pow(256).subtract(BigInteger.ONE),
            word("33"));
    return new SignedIntent(intent, signature(signature));
  }

  private static Address address(String octet) {
    return Address.parse("0x" + octet.repeat(20));
  }

  private static Bytes32 word(String octet) {
    return Bytes32.parse("0x" + octet.repeat(32));
  }

  private static Signature signature(String octet) {
    return Signature.parse("0x" + octet.repeat(65));
  }
}
