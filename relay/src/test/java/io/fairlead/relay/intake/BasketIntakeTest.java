package io.fairlead.relay.intake;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.EIP712;
import static io.fairlead.relay.testing.Owners.HEAD;
import static io.fairlead.relay.testing.Owners.SETTLEMENT;
import static io.fairlead.relay.testing.Owners.USDC;
import static io.fairlead.relay.testing.Owners.WETH;
import static io.fairlead.relay.testing.Owners.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.BasketIntent;
import io.fairlead.contracts.intent.Leg;
import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.testing.FakeAccounts;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.relay.testing.Owners;
import io.fairlead.sequencer.intent.IntentStatus;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BasketIntakeTest {
  private static final Address DAI = address("dai");
  private static final BigInteger ZERO = BigInteger.ZERO;

  @TempDir private Path folder = Path.of(".");
  private final FakeAccounts accounts = new FakeAccounts();
  private FaultySequencer sequencer;
  private Intake intake;
  private SignatureCheck signatures;

  private Address owner = ALICE.address();
  private Address receiver = ALICE.address();
  private List<Leg> legs = List.of(leg(WETH, -100), leg(DAI, 50));
  private Address quoteToken = USDC;
  private long quotePerUnit = 40;
  private long units = 3;
  private long validFrom;
  private long validTo = HEAD.timestamp() + 1_000;
  private BigInteger nonce = BigInteger.ONE;
  private Bytes32 appData = Bytes32.ZERO;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    signatures = new SignatureCheck(EIP712, SignatureRecovery.best(), accounts);
    intake =
        new Intake(
            EIP712,
            sequencer,
            accounts,
            owner ->
                sequencer.byOwner(owner, 100).stream()
                    .filter(intent -> !intent.status().isFinal())
                    .toList(),
            signatures,
            new SharedLane(Owners.TERMS.auctioneer(), () -> 7),
            new IntakePolicy(Set.of(WETH, USDC, DAI), SETTLEMENT, Owners.TERMS, 86_400, 3),
            HEAD::timestamp);
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private static Leg leg(Address token, long amount) {
    return new Leg(token, ZERO, BigInteger.valueOf(amount));
  }

  private BasketIntent basket() {
    return new BasketIntent(
        owner,
        receiver,
        legs,
        quoteToken,
        BigInteger.valueOf(quotePerUnit),
        BigInteger.valueOf(units),
        validFrom,
        validTo,
        nonce,
        appData);
  }

  private SignedBasket signed(LocalSigner by) {
    BasketIntent basket = basket();
    return new SignedBasket(basket, Bytes.of(by.sign(EIP712.basketHash(basket)).bytes()));
  }

  private IntakeResult submit() {
    return intake.submit(signed(ALICE));
  }

  private void refused(RpcError reason, String field) {
    assertThat(submit())
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> {
              assertThat(refused.refusal().reason()).isEqualTo(reason);
              assertThat(refused.refusal().field()).isEqualTo(field);
            });
  }

  @Test
  void isKeptWithAReceiptAndACompactSignature() {
    IntakeResult.Accepted accepted = (IntakeResult.Accepted) submit();
    Bytes32 hash = EIP712.basketHash(basket());
    assertThat(accepted.intentHash()).isEqualTo(hash);
    assertThat(accepted.receipt().receipt().leaf()).isEqualTo(hash);
    assertThat(sequencer.find(hash).orElseThrow().signed().signature().size()).isEqualTo(64);
    assertThat(submit()).isEqualTo(new IntakeResult.Accepted(hash, accepted.receipt(), false));
  }

  @Test
  void isCancelledByItsOwner() {
    Bytes32 hash = ((IntakeResult.Accepted) submit()).intentHash();
    Bytes signature = Bytes.of(ALICE.sign(EIP712.cancelHash(hash)).bytes());
    new Cancellation(EIP712, sequencer, signatures).cancel(hash, signature);
    assertThat(sequencer.find(hash).orElseThrow().status()).isEqualTo(IntentStatus.CANCELLED);
  }

  @Test
  void badTermsAreRefusedByFieldAndReason() {
    receiver = SETTLEMENT;
    refused(RpcError.INVALID_FIELD, "basket.receiver");
    receiver = Address.ZERO;
    refused(RpcError.INVALID_FIELD, "basket.receiver");
    receiver = ALICE.address();
    quoteToken = address("x");
    refused(RpcError.UNKNOWN_TOKEN, "basket.quoteToken");
    quoteToken = USDC;
    units = 0;
    refused(RpcError.INVALID_FIELD, "basket.units");
    units = 3;
    validFrom = validTo + 1;
    refused(RpcError.INVALID_FIELD, "basket.validTo");
    validFrom = 0;
    validTo = HEAD.timestamp();
    refused(RpcError.EXPIRED, "basket.validTo");
    validTo = HEAD.timestamp() + 100_000;
    refused(RpcError.VALIDITY_TOO_LONG, "basket.validTo");
    validTo = HEAD.timestamp() + 1_000;
    nonce = BigInteger.ONE.shiftLeft(255);
    refused(RpcError.INVALID_FIELD, "basket.nonce");
    nonce = BigInteger.ONE;
    appData = Bytes32.parse("0x686f6f6b" + "00".repeat(28));
    refused(RpcError.INVALID_FIELD, "basket.appData");
  }

  @Test
  void badLegsAreRefusedByTheirNumber() {
    legs = List.of(leg(WETH, -100), leg(DAI, 0));
    refused(RpcError.INVALID_FIELD, "basket.legs[1].amount");
    legs = List.of(leg(WETH, -100), leg(WETH, 100));
    refused(RpcError.INVALID_FIELD, "basket.legs[1].token");
    legs = List.of(leg(USDC, -100));
    refused(RpcError.INVALID_FIELD, "basket.legs[0].token");
    legs = List.of(leg(address("x"), -100));
    refused(RpcError.UNKNOWN_TOKEN, "basket.legs[0].token");
    legs = List.of(leg(WETH, -100), new Leg(DAI, BigInteger.ONE, BigInteger.ONE));
    refused(RpcError.INVALID_FIELD, "basket.legs[1].id");
  }

  @Test
  void oneUnitMustBeFundedLegByLeg() {
    legs = List.of(leg(DAI, 50), leg(WETH, -100));
    accounts.balance = BigInteger.valueOf(99);
    refused(RpcError.INSUFFICIENT_BALANCE, "basket.legs[1].amount");
    accounts.balance = BigInteger.valueOf(100);
    accounts.allowance = BigInteger.valueOf(99);
    refused(RpcError.INSUFFICIENT_ALLOWANCE, "basket.legs[1].amount");
    accounts.allowance = BigInteger.valueOf(100);
    quotePerUnit = -101;
    refused(RpcError.INSUFFICIENT_BALANCE, "basket.quotePerUnit");
    quotePerUnit = -100;
    assertThat(submit()).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void itsNonceIsTheOwnersAndSoIsItsSignature() {
    accounts.nonces = BigInteger.TWO;
    refused(RpcError.NONCE_USED, "basket.nonce");
    accounts.nonces = ZERO;
    assertThat(intake.submit(signed(BOB)))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(RpcError.WRONG_SIGNATURE));
    // An intent of the owner and a basket cannot have one nonce.
    assertThat(intake.submit(Owners.signed(Owners.sell(1))))
        .isInstanceOf(IntakeResult.Accepted.class);
    refused(RpcError.NONCE_USED, "basket.nonce");
    nonce = BigInteger.TWO;
    assertThat(submit()).isInstanceOf(IntakeResult.Accepted.class);
  }
}
