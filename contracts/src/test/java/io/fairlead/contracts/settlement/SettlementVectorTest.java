package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTwap;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.intent.TwapIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.primitive.Keccak;
import io.fairlead.contracts.signature.Signature;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One bundle written by hand from docs/protocol.md section 3, field by field. */
class SettlementVectorTest {
  private static final Address OWNER = address("31");
  private static final Address LOW = address("11");
  private static final Address WETH = address("22");
  private static final SettlementTerms TERMS = new SettlementTerms(address("a0"), WETH);
  private static final BigInteger ONE = BigInteger.ONE;
  private static final BigInteger TWO = BigInteger.TWO;

  /** In the shared lane, everything left out that can be. */
  private static final Trade SHORTEST =
      Trade.of(
          SignedIntent.ecdsa(
              intent(
                  OWNER,
                  LOW,
                  WETH,
                  Side.SELL,
                  false,
                  0,
                  Nonce.shared(7, address("a0"), 9).value(),
                  Bytes32.ZERO),
              Signature.ofCompact(Bytes.parse("0x" + "51".repeat(64)).bytes())),
          BigInteger.valueOf(100),
          BigInteger.ZERO);

  private static final String SHORTEST_BYTES =
      "0004"
          + "00"
          + "01"
          + "31".repeat(20)
          + uint(100, 16)
          + uint(200, 16)
          + uint(999, 4)
          + "00"
          + "09"
          + "51".repeat(64);

  /** Nothing left out. */
  private static final Hooks HOOKS =
      new Hooks(List.of(new Hook(Hook.Phase.BEFORE, address("61"), 5, Bytes.parse("0x62"))));

  private static final Trade LONGEST =
      Trade.of(
          new SignedIntent(
              intent(
                  address("32"),
                  LOW,
                  Intent.NATIVE,
                  Side.BUY,
                  true,
                  3,
                  BigInteger.ONE.shiftLeft(64),
                  HOOKS.appData()),
              Funding.ALLOWANCE,
              Bytes.parse("0x6364"),
              Optional.of(
                  new TokenPermit(
                      ONE, TWO, Signature.ofCompact(Bytes.parse("0x" + "f5".repeat(64)).bytes()))),
              HOOKS),
          BigInteger.valueOf(8),
          BigInteger.valueOf(9));

  private static final String LONGEST_BYTES =
      "3ab3"
          + "00"
          + "01"
          + "31".repeat(20)
          + uint(100, 16)
          + uint(200, 16)
          + uint(999, 4)
          + uint("10000000000000000", 32)
          + "32".repeat(20)
          + uint(3, 4)
          + uint(8, 16)
          + uint(9, 16)
          + "00001d"
          + "00"
          + "61".repeat(20)
          + uint(5, 4)
          + "000001"
          + "62"
          + uint(1, 32)
          + uint(2, 32)
          + "f5".repeat(64)
          + "0002"
          + "6364";

  private static final Trade PERMIT2 =
      Trade.of(
          new SignedIntent(
              intent(
                  OWNER,
                  LOW,
                  WETH,
                  Side.SELL,
                  false,
                  0,
                  BigInteger.valueOf(0xabcd),
                  Bytes32.parse("0x" + "71".repeat(32))),
              Funding.PERMIT2,
              Bytes.EMPTY,
              Optional.empty(),
              Hooks.NONE),
          BigInteger.valueOf(100),
          BigInteger.ZERO);

  private static final String PERMIT2_BYTES =
      "2148"
          + "00"
          + "01"
          + "31".repeat(20)
          + uint(100, 16)
          + uint(200, 16)
          + uint(999, 4)
          + uint(0xabcd, 8)
          + "71".repeat(32)
          + "0000";

  private static final Trade PART =
      new Trade.OfTwap(
          new SignedTwap(
              new TwapIntent(
                  OWNER,
                  OWNER,
                  WETH,
                  LOW,
                  BigInteger.valueOf(100),
                  BigInteger.valueOf(200),
                  4,
                  5,
                  6,
                  256,
                  BigInteger.ZERO,
                  Bytes32.ZERO),
              Bytes.parse("0x" + "52".repeat(64)),
              Optional.empty(),
              Hooks.NONE),
          255,
          BigInteger.valueOf(100),
          BigInteger.ZERO);

  private static final String PART_BYTES =
      "0428"
          + "01"
          + "00"
          + "31".repeat(20)
          + uint(100, 16)
          + uint(200, 16)
          + uint(0, 4)
          + uint(0, 8)
          + uint(4, 4)
          + "ff"
          + "ff"
          + uint(5, 4)
          + uint(6, 4)
          + "52".repeat(64);

  private static final BasketTrade BASKET =
      new BasketTrade(
          new SignedBasket(
              new BasketIntent(
                  OWNER,
                  address("33"),
                  List.of(new Leg(LOW, BigInteger.ZERO, BigInteger.valueOf(-2))),
                  WETH,
                  BigInteger.valueOf(-1),
                  BigInteger.valueOf(12),
                  13,
                  14,
                  BigInteger.valueOf(15),
                  Bytes32.ZERO),
              Bytes.parse("0x81")),
          BigInteger.valueOf(11),
          BigInteger.valueOf(10));

  private static final String BASKET_BYTES =
      "00"
          + "31".repeat(20)
          + "01"
          + "11".repeat(20)
          + uint(0, 32)
          + "ff".repeat(15)
          + "fe"
          + "01"
          + "ff".repeat(16)
          + uint(12, 8)
          + uint(11, 8)
          + uint(10, 16)
          + uint(13, 4)
          + uint(14, 4)
          + uint(15, 32)
          + "33".repeat(20)
          + "00".repeat(32)
          + "0001"
          + "81";

  private static final Settlement SETTLEMENT =
      new Settlement(
          List.of(LOW, WETH),
          List.of(ONE, Intent.MAX_AMOUNT),
          List.of(BigInteger.ZERO, TWO),
          List.of(SHORTEST, LONGEST, PERMIT2, PART),
          List.of(BASKET),
          List.of(new Interaction(address("91"), Bytes.parse("0x9293"))),
          true);

  private static final String SOLUTION =
      "01"
          + "02"
          + "11".repeat(20)
          + uint(1, 16)
          + uint(0, 16)
          + "22".repeat(20)
          + "ff".repeat(16)
          + uint(2, 16)
          + "01"
          + uint(7, 8)
          + "0004"
          + SHORTEST_BYTES
          + LONGEST_BYTES
          + PERMIT2_BYTES
          + PART_BYTES
          + "01"
          + BASKET_BYTES
          + "0001"
          + "91".repeat(20)
          + "000002"
          + "9293";

  @Test
  void solution() {
    assertThat(SettlementCodec.encodeSolution(SETTLEMENT, TERMS)).hasToString("0x" + SOLUTION);
  }

  @Test
  void call() {
    Bytes32 hash = Keccak.hash(Bytes.parse("0x" + SOLUTION).bytes());
    Award award = new Award(0x42, word("b1"), address("b2"), hash, 0x43, word("b3"));
    Signature signature = Signature.ofCompact(Bytes.parse("0x" + "b4".repeat(64)).bytes());
    Bundle bundle = new Bundle(award, signature, Bytes.parse("0xb5"), SETTLEMENT);
    String packed =
        "01"
            + uint(0x42, 6)
            + uint(0x43, 6)
            + "b2".repeat(20)
            + "b1".repeat(32)
            + "b3".repeat(32)
            + "b4".repeat(64)
            + "0001"
            + "b5"
            + SOLUTION;
    int size = packed.length() / 2;
    String padding = "00".repeat((32 - size % 32) % 32);
    Bytes call = SettlementCodec.encodeCall(bundle, TERMS);
    assertThat(SettlementCodec.SETTLE.selector()).hasToString("0xd0322fbf");
    assertThat(call).hasToString("0xd0322fbf" + uint(32, 32) + uint(size, 32) + packed + padding);
    assertThat(SettlementCodec.decodeCall(call, TERMS)).isEqualTo(bundle);
  }

  private static Intent intent(
      Address receiver,
      Address sell,
      Address buy,
      Side side,
      boolean partially,
      long validFrom,
      BigInteger nonce,
      Bytes32 appData) {
    return new Intent(
        OWNER,
        receiver,
        sell,
        buy,
        BigInteger.valueOf(100),
        BigInteger.valueOf(200),
        side,
        partially,
        validFrom,
        999,
        nonce,
        appData);
  }

  private static String uint(long value, int bytes) {
    return uint(Long.toHexString(value), bytes);
  }

  private static String uint(String hex, int bytes) {
    return "0".repeat(2 * bytes - hex.length()) + hex;
  }

  private static Address address(String octet) {
    return Address.parse("0x" + octet.repeat(20));
  }

  private static Bytes32 word(String octet) {
    return Bytes32.parse("0x" + octet.repeat(32));
  }
}
