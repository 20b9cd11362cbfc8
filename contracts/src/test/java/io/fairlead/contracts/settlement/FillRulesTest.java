package io.fairlead.contracts.settlement;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.RandomValues;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureJudge;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FillRulesTest {
  private static final List<Violation> VIOLATIONS = List.of(Violation.values());
  private static final Address SETTLEMENT = address(0xff);
  private static final Address A = address(1);
  private static final Address B = address(2);
  private static final Bytes32 NO_HOOKS = Hooks.NONE.appData();
  private static final Eip712 EIP712 = new Eip712(new Domain(31_337, SETTLEMENT));
  private static final LocalSigner OWNER = LocalSigner.of(Bytes32.of(fill(32)));
  private static final SettlementTerms TERMS = new SettlementTerms(address(0xaa), address(0xee));
  private static final FillRules RULES =
      FillRules.verifying(
          EIP712, TERMS, new SignatureJudge(SignatureRecovery.best()), OwnerAccounts.NONE);

  /**
   * A sound trade, broken in all the given ways at once. The intent sells 1000 for at least 500 at
   * prices 1 : 1, seconds 100 to 200.
   */
  private static Optional<Violation> check(Side side, boolean partially, Set<Violation> defects) {
    boolean sell = side == Side.SELL;
    long fee = defects.contains(Violation.FEE_TOO_HIGH) ? 101 : 100;
    long executed = 1_000 - fee;
    // Of the exact side's amount the trade moves everything, for a partial fill too.
    long moved = sell ? 1_000 : executed;
    long exact = defects.contains(Violation.NOT_FULL_FILL) ? moved + 1 : moved;
    boolean limit = defects.contains(Violation.LIMIT_NOT_MET);
    long sellAmount = sell ? exact : limit ? 800 : 2_000;
    long buyAmount = !sell ? exact : limit ? 1_000 : 500;
    Intent intent =
        new Intent(
            OWNER.address(),
            defects.contains(Violation.BAD_RECEIVER) ? Address.ZERO : address(5),
            A,
            defects.contains(Violation.TOKEN_MISMATCH)
                ? address(9)
                : defects.contains(Violation.SAME_TOKEN) ? A : B,
            BigInteger.valueOf(sellAmount),
            BigInteger.valueOf(buyAmount),
            side,
            partially,
            100,
            200,
            defects.contains(Violation.WRONG_LANE)
                ? Nonce.shared(1, address(0xab), 7).value()
                : BigInteger.valueOf(77),
            defects.contains(Violation.HOOKS_MISSING) ? NO_HOOKS : Bytes32.ZERO);
    Signature signature = OWNER.sign(EIP712.intentHash(intent));
    if (defects.contains(Violation.WRONG_SIGNER)) {
      signature = OWNER.sign(Bytes32.ZERO);
    }
    Trade trade =
        Trade.of(
            SignedIntent.ecdsa(intent, signature),
            BigInteger.valueOf(executed),
            BigInteger.valueOf(fee));
    BigInteger price = defects.contains(Violation.ZERO_PRICE) ? BigInteger.ZERO : BigInteger.ONE;
    Settlement settlement =
        new Settlement(List.of(A, B), List.of(price, price), List.of(trade), List.of());
    FillContext context =
        new FillContext(
            BigInteger.valueOf(
                defects.contains(Violation.OVERFILLED) ? exact - moved + 1 : exact - moved),
            defects.contains(Violation.NONCE_USED),
            defects.contains(Violation.WINDOW_CLOSED) ? 201 : 200);
    return FillRules.checkPrices(settlement).or(() -> RULES.check(trade, settlement, context));
  }

  /** The order of the enum is the order in which the contract checks. */
  @Test
  void theFirstViolationIsNamed() {
    RandomValues.forAll(
        2_000,
        random -> {
          boolean partially = random.bool();
          Set<Violation> defects = EnumSet.noneOf(Violation.class);
          for (int i = random.below(4); i > 0; i--) {
            defects.add(random.pick(VIOLATIONS));
          }
          defects.remove(Violation.TOKENS_NOT_ASCENDING);
          defects.remove(Violation.BAD_BASKET);
          defects.remove(Violation.AMOUNT_TOO_LARGE);
          defects.remove(partially ? Violation.NOT_FULL_FILL : Violation.OVERFILLED);
          Side side = random.bool() ? Side.SELL : Side.BUY;
          assertThat(check(side, partially, defects))
              .as(side + " " + partially + " " + defects)
              .isEqualTo(defects.stream().findFirst());
        });
  }

  @Test
  void windowIsInclusiveOnBothEnds() {
    for (long time : new long[] {99, 100, 200, 201}) {
      FillContext context = new FillContext(BigInteger.ZERO, false, time);
      boolean open = time >= 100 && time <= 200;
      assertThat(
              FillRules.trustingSignatures(SETTLEMENT, TERMS)
                  .check(trade(BigInteger.TEN), BigInteger.ONE, BigInteger.ONE, context)
                  .isEmpty())
          .isEqualTo(open);
    }
  }

  @Test
  void amountsMustFit128Bits() {
    BigInteger large = BigInteger.ONE.shiftLeft(100);
    FillContext context = new FillContext(BigInteger.ZERO, false, 100);
    assertThat(
            FillRules.trustingSignatures(SETTLEMENT, TERMS)
                .check(trade(large), large, BigInteger.ONE, context))
        .contains(Violation.AMOUNT_TOO_LARGE);
  }

  @Test
  void settlementCannotReceive() {
    Intent intent = intent(SETTLEMENT, BigInteger.TEN);
    Trade trade =
        Trade.of(
            SignedIntent.ecdsa(intent, Signature.ofCompact(new byte[64])),
            BigInteger.TEN,
            BigInteger.ZERO);
    FillContext context = new FillContext(BigInteger.ZERO, false, 100);
    assertThat(
            FillRules.trustingSignatures(SETTLEMENT, TERMS)
                .check(trade, BigInteger.ONE, BigInteger.ONE, context))
        .contains(Violation.BAD_RECEIVER);
  }

  @Test
  void tokensAscendFromAboveZero() {
    for (List<Address> tokens :
        List.of(List.of(B, A), List.of(A, A), List.of(Address.ZERO), List.of(Address.ZERO, A))) {
      List<BigInteger> prices = tokens.stream().map(token -> BigInteger.ONE).toList();
      assertThat(FillRules.checkPrices(new Settlement(tokens, prices, List.of(), List.of())))
          .contains(Violation.TOKENS_NOT_ASCENDING);
    }
  }

  @Test
  void namesAreSolidityErrors() {
    assertThat(Violation.LIMIT_NOT_MET.solidityName()).isEqualTo("LimitNotMet");
    assertThat(Violation.ZERO_PRICE.selector().size()).isEqualTo(4);
  }

  private static Trade trade(BigInteger amount) {
    return Trade.of(
        SignedIntent.ecdsa(intent(address(5), amount), Signature.ofCompact(new byte[64])),
        amount,
        BigInteger.ZERO);
  }

  private static Intent intent(Address receiver, BigInteger amount) {
    return new Intent(
        OWNER.address(),
        receiver,
        A,
        B,
        amount,
        amount,
        Side.SELL,
        false,
        100,
        200,
        BigInteger.ZERO,
        Bytes32.ZERO);
  }

  private static Address address(int last) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[Address.SIZE - 1] = (byte) last;
    return Address.of(bytes);
  }

  private static byte[] fill(int size) {
    byte[] bytes = new byte[size];
    Arrays.fill(bytes, (byte) 7);
    return bytes;
  }
}
