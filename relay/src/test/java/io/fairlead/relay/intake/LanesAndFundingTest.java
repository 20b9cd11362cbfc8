package io.fairlead.relay.intake;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.EIP712;
import static io.fairlead.relay.testing.Owners.HEAD;
import static io.fairlead.relay.testing.Owners.HUB;
import static io.fairlead.relay.testing.Owners.SETTLEMENT;
import static io.fairlead.relay.testing.Owners.TERMS;
import static io.fairlead.relay.testing.Owners.USDC;
import static io.fairlead.relay.testing.Owners.WETH;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.intent.Hook;
import io.fairlead.contracts.intent.Hooks;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.TokenPermit;
import io.fairlead.contracts.nonce.Nonce;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Erc6492;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.OwnerAccounts;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Permit2;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.testing.FakeAccounts;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.relay.testing.Owners;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanesAndFundingTest {
  private static final Bytes ODD = Bytes.parse("0x010203");

  @TempDir private Path folder = Path.of(".");
  private final FakeAccounts accounts = new FakeAccounts();
  private final SharedLane lane = new SharedLane(TERMS.auctioneer(), () -> 7);
  private FaultySequencer sequencer;
  private Intake intake;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    intake =
        new Intake(
            EIP712,
            sequencer,
            accounts,
            owner -> sequencer.byOwner(owner, 100),
            new SignatureCheck(EIP712, SignatureRecovery.best(), accounts),
            lane,
            new IntakePolicy(Set.of(WETH, USDC), SETTLEMENT, TERMS, 86_400, 100),
            HEAD::timestamp);
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private static Intent intent(Address buy, boolean partially, long seconds, BigInteger nonce) {
    return intent(USDC, buy, partially, seconds, nonce, Bytes32.ZERO);
  }

  private static Intent intent(
      Address sell,
      Address buy,
      boolean partially,
      long seconds,
      BigInteger nonce,
      Bytes32 appData) {
    return new Intent(
        ALICE.address(),
        ALICE.address(),
        sell,
        buy,
        BigInteger.valueOf(1_000),
        BigInteger.valueOf(2_000),
        Side.SELL,
        partially,
        0,
        HEAD.timestamp() + seconds,
        nonce,
        appData);
  }

  private static SignedIntent by(LocalSigner signer, Intent intent, Funding funding) {
    Bytes signature = Bytes.of(signer.sign(EIP712.signedDigest(intent, funding)).bytes());
    return new SignedIntent(intent, funding, signature, Optional.empty(), Hooks.NONE);
  }

  private static SignedIntent of(Intent intent, Bytes signature) {
    return new SignedIntent(intent, Funding.ALLOWANCE, signature, Optional.empty(), Hooks.NONE);
  }

  private void accepted(SignedIntent signed) {
    assertThat(intake.submit(signed)).isInstanceOf(IntakeResult.Accepted.class);
  }

  private void refused(SignedIntent signed, RpcError error, String field) {
    assertThat(intake.submit(signed))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> {
              assertThat(refused.refusal().reason()).isEqualTo(error);
              assertThat(refused.refusal().field()).isEqualTo(field);
            });
    assertThat(sequencer.find(Owners.hash(signed.intent()))).isEmpty();
  }

  @Test
  void permit2HasItsOwnDigestSpenderNoncesAndRules() {
    Intent intent = intent(WETH, false, 100, BigInteger.ZERO);
    accounts.allowance = BigInteger.ZERO;
    SignedIntent signed = by(ALICE, intent, Funding.PERMIT2);
    assertThat(intake.submit(signed))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused ->
                assertThat(refused.refusal().message()).contains(Permit2.ADDRESS.toString()));
    accounts.permit2Allowance = BigInteger.valueOf(1_000);
    accounts.permit2Nonces = BigInteger.ONE;
    refused(signed, RpcError.NONCE_USED, "intent.nonce");
    accounts.permit2Nonces = BigInteger.ZERO;
    accounts.nonces = BigInteger.ONE;
    refused(by(BOB, intent, Funding.PERMIT2), RpcError.WRONG_SIGNATURE, "signature");
    Bytes own = Bytes.of(ALICE.sign(EIP712.intentHash(intent)).bytes());
    refused(
        new SignedIntent(intent, Funding.PERMIT2, own, Optional.empty(), Hooks.NONE),
        RpcError.WRONG_SIGNATURE,
        "signature");
    refused(
        by(ALICE, intent(WETH, true, 100, BigInteger.ZERO), Funding.PERMIT2),
        RpcError.INVALID_FIELD,
        "intent.partiallyFillable");
    accepted(signed);
    // The number is free in the owner's lane: there it means something else.
    accounts.nonces = BigInteger.ZERO;
    accounts.allowance = BigInteger.valueOf(1_000);
    accepted(by(ALICE, intent(WETH, false, 101, BigInteger.ZERO), Funding.ALLOWANCE));
  }

  @Test
  void oneIntentIsNotOpenWithTwoFundings() {
    accounts.permit2Allowance = BigInteger.valueOf(1_000);
    Intent intent = intent(WETH, false, 100, BigInteger.ZERO);
    accepted(by(ALICE, intent, Funding.ALLOWANCE));
    assertThat(intake.submit(by(ALICE, intent, Funding.PERMIT2)))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> assertThat(refused.refusal().field()).isEqualTo("funding"));
  }

  @Test
  void sharedNoncesAreTheirOwnersAndOfThisAuctioneer() {
    BigInteger mine = lane.reserve(ALICE.address(), HEAD.timestamp()).nonce().value();
    BigInteger bobs = lane.reserve(BOB.address(), HEAD.timestamp()).nonce().value();
    BigInteger foreign = Nonce.shared(7, Owners.address("another"), 0).value();
    BigInteger never = Nonce.shared(9, TERMS.auctioneer(), 0).value();
    refusedShared(foreign, false, 100, RpcError.INVALID_FIELD, "intent.nonce");
    refusedShared(bobs, false, 100, RpcError.NONCE_NOT_RESERVED, "intent.nonce");
    refusedShared(never, false, 100, RpcError.NONCE_NOT_RESERVED, "intent.nonce");
    refusedShared(mine, true, 100, RpcError.INVALID_FIELD, "intent.partiallyFillable");
    refusedShared(mine, false, 1_801, RpcError.VALIDITY_TOO_LONG, "intent.validTo");
    accounts.nonces = BigInteger.ONE;
    refusedShared(mine, false, 1_800, RpcError.NONCE_USED, "intent.nonce");
    accounts.nonces = BigInteger.ZERO;
    accepted(by(ALICE, intent(WETH, false, 1_800, mine), Funding.ALLOWANCE));
    assertThat(intake.submit(by(ALICE, intent(WETH, false, 1_799, mine), Funding.ALLOWANCE)))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> assertThat(refused.refusal().reason()).isEqualTo(RpcError.NONCE_USED));
  }

  private void refusedShared(
      BigInteger nonce, boolean partially, long seconds, RpcError error, String field) {
    refused(by(ALICE, intent(WETH, partially, seconds, nonce), Funding.ALLOWANCE), error, field);
  }

  @Test
  void nativeCoinIsBoughtAtThePriceOfItsWrappedToken() {
    accepted(by(ALICE, intent(Intent.NATIVE, false, 100, BigInteger.ZERO), Funding.ALLOWANCE));
    refused(
        by(
            ALICE,
            intent(WETH, Intent.NATIVE, false, 100, BigInteger.ONE, Bytes32.ZERO),
            Funding.ALLOWANCE),
        RpcError.INVALID_FIELD,
        "intent.buyToken");
    refused(
        by(
            ALICE,
            intent(Intent.NATIVE, USDC, false, 100, BigInteger.ONE, Bytes32.ZERO),
            Funding.ALLOWANCE),
        RpcError.UNKNOWN_TOKEN,
        "intent.sellToken");
  }

  @Test
  void aTokensPermitStandsForAMissingAllowance() {
    accounts.allowance = BigInteger.ZERO;
    Intent intent = intent(WETH, false, 100, BigInteger.ZERO);
    refused(by(ALICE, intent, Funding.ALLOWANCE), insufficient(), "intent.sellAmount");
    refused(permitted(intent, 999, intent.validTo()), insufficient(), "permit.value");
    refused(permitted(intent, 1_000, intent.validTo() - 1), insufficient(), "permit.deadline");
    accounts.takesPermits = false;
    refused(permitted(intent, 1_000, intent.validTo()), insufficient(), "permit");
    accounts.takesPermits = true;
    accepted(permitted(intent, 1_000, intent.validTo()));
  }

  private static RpcError insufficient() {
    return RpcError.INSUFFICIENT_ALLOWANCE;
  }

  private static SignedIntent permitted(Intent intent, long value, long deadline) {
    return new SignedIntent(
        intent,
        Funding.ALLOWANCE,
        Bytes.of(ALICE.sign(EIP712.intentHash(intent)).bytes()),
        Optional.of(
            new TokenPermit(
                BigInteger.valueOf(value),
                BigInteger.valueOf(deadline),
                ALICE.sign(Owners.hash("permit")))),
        Hooks.NONE);
  }

  @Test
  void whatTheNodeHasNotSeenYetIsLookedAtInTheNewestBlock() {
    BlockRef next = new BlockRef(HEAD.number() + 1, Owners.hash("next"), HEAD.timestamp() + 12);
    accounts.approvedIn = next.number();
    SignedIntent signed = by(ALICE, intent(WETH, false, 100, BigInteger.ZERO), Funding.ALLOWANCE);
    refused(signed, insufficient(), "intent.sellAmount");
    accounts.newest = next;
    accepted(signed);
    // What no block can change is refused as before.
    refused(
        by(BOB, intent(WETH, false, 100, BigInteger.ONE), Funding.ALLOWANCE),
        RpcError.WRONG_SIGNATURE,
        "signature");
  }

  @Test
  void hooksThatAreSignedMustBeThere() {
    Hooks hooks = new Hooks(List.of(new Hook(Hook.Phase.AFTER, USDC, 50_000, Bytes.parse("0x01"))));
    Intent intent = intent(USDC, WETH, false, 100, BigInteger.ZERO, hooks.appData());
    SignedIntent without = by(ALICE, intent, Funding.ALLOWANCE);
    refused(without, RpcError.INVALID_FIELD, "hooks");
    accepted(
        new SignedIntent(intent, Funding.ALLOWANCE, without.signature(), Optional.empty(), hooks));
  }

  /** Knows one owner: what it accepts is what it was told to. */
  private record Code(boolean presigned, Bytes accepted) implements OwnerAccounts {
    @Override
    public boolean hasCode(Address owner) {
      return accepted.size() > 0;
    }

    @Override
    public boolean isPresigned(Address owner, Bytes32 digest) {
      return presigned;
    }

    @Override
    public boolean accepts(Address owner, Bytes32 digest, Bytes signature) {
      return accepted.equals(signature);
    }

    @Override
    public boolean acceptsOnceDeployed(
        Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall) {
      return false;
    }
  }

  @Test
  void accountsWithCodeAndTransactionsSignToo() {
    SignedIntent odd = of(intent(WETH, false, 100, BigInteger.ZERO), ODD);
    refused(odd, RpcError.WRONG_SIGNATURE, "signature");
    accounts.owners = new Code(false, ODD);
    accepted(odd);
    assertThat(sequencer.find(Owners.hash(odd.intent())).orElseThrow().signed()).isEqualTo(odd);

    SignedIntent empty = of(intent(WETH, false, 100, BigInteger.ONE), Bytes.EMPTY);
    refused(empty, RpcError.WRONG_SIGNATURE, "signature");
    accounts.owners = new Code(true, Bytes.EMPTY);
    accepted(empty);
  }

  @Test
  void permit2AsksTheCodeOfADelegatedOwnerAndTheRefusalSaysSo() {
    accounts.permit2Allowance = BigInteger.valueOf(1_000);
    accounts.owners = new Code(false, ODD);
    Intent intent = intent(WETH, false, 100, BigInteger.ZERO);
    assertThat(intake.submit(by(ALICE, intent, Funding.PERMIT2)))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> {
              assertThat(refused.refusal().reason()).isEqualTo(RpcError.WRONG_SIGNATURE);
              assertThat(refused.refusal().message()).contains("ERC-1271");
            });
    assertThat(intake.submit(by(BOB, intent, Funding.PERMIT2)))
        .isInstanceOfSatisfying(
            IntakeResult.Refused.class,
            refused -> assertThat(refused.refusal().message()).doesNotContain("ERC-1271"));
    accepted(new SignedIntent(intent, Funding.PERMIT2, ODD, Optional.empty(), Hooks.NONE));
    // Where the intent itself is signed, the key is always the owner.
    accepted(by(ALICE, intent(WETH, false, 100, BigInteger.ONE), Funding.ALLOWANCE));
  }

  /** An owner without code whose factory works. */
  private static final class Undeployed implements OwnerAccounts {
    private boolean deployed;

    @Override
    public boolean hasCode(Address owner) {
      return deployed;
    }

    @Override
    public boolean isPresigned(Address owner, Bytes32 digest) {
      return false;
    }

    @Override
    public boolean accepts(Address owner, Bytes32 digest, Bytes signature) {
      return deployed;
    }

    @Override
    public boolean acceptsOnceDeployed(
        Address owner, Bytes32 digest, Bytes signature, Address factory, Bytes factoryCall) {
      return true;
    }
  }

  @Test
  void theAllowanceOfAnAccountToComeIsThatAfterItsDeployment() {
    Undeployed undeployed = new Undeployed();
    accounts.owners = undeployed;
    accounts.allowance = BigInteger.ZERO;
    Bytes wrapped = new Erc6492(HUB, ODD, ODD).wrap();
    SignedIntent signed = of(intent(WETH, false, 100, BigInteger.ZERO), wrapped);
    accounts.allowanceOnceDeployed = BigInteger.valueOf(999);
    refused(signed, RpcError.INSUFFICIENT_ALLOWANCE, "intent.sellAmount");
    accounts.allowanceOnceDeployed = BigInteger.valueOf(1_000);
    undeployed.deployed = true;
    refused(signed, RpcError.INSUFFICIENT_ALLOWANCE, "intent.sellAmount");
    undeployed.deployed = false;
    accepted(signed);
  }

  @Test
  void onlyAKeysSignatureIsShortened() {
    Intent intent = intent(WETH, false, 100, BigInteger.ZERO);
    SignedIntent byKey = by(ALICE, intent, Funding.ALLOWANCE);
    accepted(byKey);
    assertThat(sequencer.find(Owners.hash(intent)).orElseThrow().signed().signature().size())
        .isEqualTo(64);
    accepted(byKey);

    Intent other = intent(WETH, false, 100, BigInteger.ONE);
    SignedIntent byCode = by(BOB, other, Funding.ALLOWANCE);
    accounts.owners = new Code(false, byCode.signature());
    accepted(byCode);
    assertThat(sequencer.find(Owners.hash(other)).orElseThrow().signed()).isEqualTo(byCode);
  }
}
