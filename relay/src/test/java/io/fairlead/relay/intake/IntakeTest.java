package io.fairlead.relay.intake;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.HEAD;
import static io.fairlead.relay.testing.Owners.SETTLEMENT;
import static io.fairlead.relay.testing.Owners.USDC;
import static io.fairlead.relay.testing.Owners.WETH;
import static io.fairlead.relay.testing.Owners.address;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.signature.Signature;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.relay.lane.SharedLane;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import io.fairlead.relay.testing.FakeAccounts;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.relay.testing.Owners;
import io.fairlead.sequencer.intent.CancelOutcome;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntakeTest {
  @TempDir private Path folder = Path.of(".");
  private final FakeAccounts accounts = new FakeAccounts();
  private final SharedLane lane = new SharedLane(Owners.TERMS.auctioneer(), () -> 7);
  private FaultySequencer sequencer;
  private Intake intake;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    intake =
        new Intake(
            Owners.EIP712,
            sequencer,
            accounts,
            owner ->
                sequencer.byOwner(owner, 100).stream()
                    .filter(intent -> !intent.status().isFinal())
                    .toList(),
            new SignatureCheck(Owners.EIP712, SignatureRecovery.best(), accounts),
            lane,
            new IntakePolicy(Set.of(WETH, USDC), SETTLEMENT, Owners.TERMS, 86_400, 3),
            HEAD::timestamp);
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  /** A copy of Alice's intent with one field changed. */
  private static final class Change {
    Address owner = ALICE.address();
    Address receiver = ALICE.address();
    Address sellToken = WETH;
    Address buyToken = USDC;
    long sellAmount = 1_000;
    long buyAmount = 2_000;
    boolean partially;
    long validFrom;
    long validTo = HEAD.timestamp() + 1_000;

    Intent intent() {
      return new Intent(
          owner,
          receiver,
          sellToken,
          buyToken,
          BigInteger.valueOf(sellAmount),
          BigInteger.valueOf(buyAmount),
          Side.SELL,
          partially,
          validFrom,
          validTo,
          BigInteger.ZERO,
          Bytes32.ZERO);
    }
  }

  private record Row(String name, UnaryOperator<Change> change, RpcError error, String field) {}

  private static Change with(Change change, Runnable set) {
    set.run();
    return change;
  }

  @Test
  void badTermsAreRefusedByFieldAndReason() {
    List<Row> table =
        List.of(
            new Row(
                "owner zero",
                c -> with(c, () -> c.owner = Address.ZERO),
                RpcError.INVALID_FIELD,
                "intent.owner"),
            new Row(
                "receiver zero",
                c -> with(c, () -> c.receiver = Address.ZERO),
                RpcError.INVALID_FIELD,
                "intent.receiver"),
            new Row(
                "receiver settlement",
                c -> with(c, () -> c.receiver = SETTLEMENT),
                RpcError.INVALID_FIELD,
                "intent.receiver"),
            new Row(
                "same tokens",
                c -> with(c, () -> c.buyToken = WETH),
                RpcError.INVALID_FIELD,
                "intent.buyToken"),
            new Row(
                "unknown sell token",
                c -> with(c, () -> c.sellToken = address("x")),
                RpcError.UNKNOWN_TOKEN,
                "intent.sellToken"),
            new Row(
                "unknown buy token",
                c -> with(c, () -> c.buyToken = address("x")),
                RpcError.UNKNOWN_TOKEN,
                "intent.buyToken"),
            new Row(
                "nothing sold",
                c -> with(c, () -> c.sellAmount = 0),
                RpcError.INVALID_FIELD,
                "intent.sellAmount"),
            new Row(
                "nothing bought",
                c -> with(c, () -> c.buyAmount = 0),
                RpcError.INVALID_FIELD,
                "intent.buyAmount"),
            new Row(
                "window backwards",
                c -> with(c, () -> c.validFrom = c.validTo + 1),
                RpcError.INVALID_FIELD,
                "intent.validTo"),
            new Row(
                "expired",
                c -> with(c, () -> c.validTo = HEAD.timestamp()),
                RpcError.EXPIRED,
                "intent.validTo"),
            new Row(
                "too long",
                c -> with(c, () -> c.validTo = HEAD.timestamp() + 86_401),
                RpcError.VALIDITY_TOO_LONG,
                "intent.validTo"),
            new Row(
                "not the owner's signature",
                c -> with(c, () -> c.owner = BOB.address()),
                RpcError.WRONG_SIGNATURE,
                "signature"));
    for (Row row : table) {
      Intent intent = row.change().apply(new Change()).intent();
      assertRefused(signed(intent), row.error(), row.field());
      assertThat(sequencer.find(Owners.hash(intent))).as(row.name()).isEmpty();
    }
    assertThat(intake.submit(signed(new Change().intent())))
        .isInstanceOf(IntakeResult.Accepted.class);
  }

  private Refusal assertRefused(SignedIntent signed, RpcError error, @Nullable String field) {
    IntakeResult result = intake.submit(signed);
    assertThat(result).isInstanceOf(IntakeResult.Refused.class);
    Refusal refusal = ((IntakeResult.Refused) result).refusal();
    assertThat(refusal.reason()).isEqualTo(error);
    assertThat(refusal.field()).isEqualTo(field);
    return refusal;
  }

  @Test
  void windowsMayReachExactlyAsFarAsAllowed() {
    Change change = new Change();
    change.validTo = HEAD.timestamp() + 86_400;
    assertThat(intake.submit(signed(change.intent()))).isInstanceOf(IntakeResult.Accepted.class);
    change.validTo = HEAD.timestamp() + 1;
    change.sellAmount = 999;
    assertRefused(signed(change.intent()), RpcError.NONCE_USED, "intent.nonce");
  }

  @Test
  void fundsMustCoverTheSaleOrAnythingIfPartial() {
    accounts.balance = BigInteger.valueOf(999);
    assertRefused(signed(sell(0)), RpcError.INSUFFICIENT_BALANCE, "intent.sellAmount");
    accounts.balance = BigInteger.valueOf(1_000);
    accounts.allowance = BigInteger.valueOf(999);
    Refusal refusal =
        assertRefused(signed(sell(0)), RpcError.INSUFFICIENT_ALLOWANCE, "intent.sellAmount");
    assertThat(refusal.message()).contains(Owners.HUB.toString());

    Change partial = new Change();
    partial.partially = true;
    accounts.balance = BigInteger.ZERO;
    assertRefused(signed(partial.intent()), RpcError.INSUFFICIENT_BALANCE, "intent.sellAmount");
    accounts.balance = BigInteger.ONE;
    accounts.allowance = BigInteger.ONE;
    assertThat(intake.submit(signed(partial.intent()))).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void noncesUsedOnChainAreRefusedBitByBit() {
    accounts.nonces = BigInteger.ZERO.setBit(5);
    assertRefused(signed(sell(5)), RpcError.NONCE_USED, "intent.nonce");
    assertThat(intake.submit(signed(sell(4)))).isInstanceOf(IntakeResult.Accepted.class);
    assertThat(intake.submit(signed(sell(256 + 5)))).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void anOwnerHasALimitOfOpenIntents() {
    for (int nonce = 0; nonce < 3; nonce++) {
      assertThat(intake.submit(signed(sell(nonce)))).isInstanceOf(IntakeResult.Accepted.class);
    }
    assertRefused(signed(sell(3)), RpcError.TOO_MANY_OPEN_INTENTS, null);
    assertThat(sequencer.cancel(Owners.hash(sell(0)), Bytes.EMPTY).join())
        .isInstanceOf(CancelOutcome.Cancelled.class);
    assertThat(intake.submit(signed(sell(3)))).isInstanceOf(IntakeResult.Accepted.class);
  }

  @Test
  void aRetryGetsTheFirstReceiptWhateverHasChanged() {
    IntakeResult.Accepted first = (IntakeResult.Accepted) intake.submit(signed(sell(0)));
    assertThat(first.fresh()).isTrue();
    accounts.balance = BigInteger.ZERO;
    accounts.nonces = BigInteger.ONE;
    accounts.failAt(1);
    IntakeResult.Accepted second = (IntakeResult.Accepted) intake.submit(signed(sell(0)));
    assertThat(second.fresh()).isFalse();
    assertThat(second.receipt()).isEqualTo(first.receipt());
    assertThat(accounts.reads()).isZero();
  }

  @Test
  void ofTwoIntentsWithOneNonceOnlyOneIsTaken() throws Exception {
    for (int round = 0; round < 3; round++) {
      int nonce = round;
      List<Callable<IntakeResult>> rivals =
          IntStream.range(0, 8)
              .<Callable<IntakeResult>>mapToObj(i -> {
                Change change = new Change();
                change.buyAmount = 3_000L + i;
                Intent intent = withNonce(change.intent(), nonce);
                return () -> intake.submit(signed(intent));
              })
              .toList();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        long accepted = 0;
        for (Future<IntakeResult> result : threads.invokeAll(rivals)) {
          accepted += result.get() instanceof IntakeResult.Accepted ? 1 : 0;
        }
        assertThat(accepted).isEqualTo(1);
      }
    }
  }

  private static Intent withNonce(Intent intent, long nonce) {
    return new Intent(
        intent.owner(),
        intent.receiver(),
        intent.sellToken(),
        intent.buyToken(),
        intent.sellAmount(),
        intent.buyAmount(),
        intent.side(),
        intent.partiallyFillable(),
        intent.validFrom(),
        intent.validTo(),
        BigInteger.valueOf(nonce),
        intent.appData());
  }

  /**
   * Whatever fails at whatever step: either a receipt is given and durable, or there is a typed
   * error; what was refused with "nothing was kept" is not there; and a retry always ends well.
   */
  @Test
  void nothingIsEverHalfAccepted() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 200; i++) {
      SignedIntent signed = signed(sell(i));
      Bytes32 hash = Owners.hash(signed.intent());
      accounts.failAt(random.nextInt(8));
      FaultySequencer.Fault[] faults = FaultySequencer.Fault.values();
      FaultySequencer.Fault fault = faults[random.nextInt(faults.length)];
      sequencer.fault = fault;
      String round = "seed " + seed + ", round " + i + ", " + fault + ", read " + accounts.failAt;
      try {
        switch (intake.submit(signed)) {
          case IntakeResult.Accepted accepted ->
              assertThat(sequencer.find(hash).orElseThrow().receipt())
                  .as(round)
                  .isEqualTo(accepted.receipt());
          case IntakeResult.Refused refused -> {
            assertThat(refused.refusal().reason())
                .as(round)
                .isIn(RpcError.CHAIN_UNAVAILABLE, RpcError.OVERLOADED);
            assertThat(sequencer.find(hash)).as(round).isEmpty();
          }
        }
      } catch (RpcFault typed) {
        if (typed.error() == RpcError.OVERLOADED) {
          assertThat(sequencer.find(hash)).as(round).isEmpty();
        } else {
          assertThat(typed.error()).as(round).isEqualTo(RpcError.INTERNAL);
          assertThat(typed.text()).contains("repeat");
        }
      }
      accounts.failAt(0);
      sequencer.fault = FaultySequencer.Fault.NONE;
      assertThat(intake.submit(signed)).as(round).isInstanceOf(IntakeResult.Accepted.class);
      sequencer.cancel(hash, Bytes.EMPTY).join();
    }
  }

  @Test
  void cancellingNeedsTheOwnersSignatureOverThisIntent() {
    intake.submit(signed(sell(0)));
    intake.submit(signed(sell(1)));
    Bytes32 hash = Owners.hash(sell(0));
    Bytes32 digest = Owners.EIP712.cancelHash(hash);
    Cancellation cancellation =
        new Cancellation(
            Owners.EIP712,
            sequencer,
            new SignatureCheck(Owners.EIP712, SignatureRecovery.best(), accounts));
    assertFault(() -> cancellation.cancel(hash, bytes(BOB.sign(digest))), RpcError.WRONG_SIGNATURE);
    assertFault(
        () -> cancellation.cancel(Owners.hash(sell(1)), bytes(ALICE.sign(digest))),
        RpcError.WRONG_SIGNATURE);
    assertFault(
        () -> cancellation.cancel(Owners.hash("nothing"), bytes(ALICE.sign(digest))),
        RpcError.UNKNOWN_INTENT);
    assertThat(cancellation.cancel(hash, bytes(ALICE.sign(digest))))
        .isEqualTo(new CancelOutcome.Cancelled());
    assertThat(sequencer.find(hash).orElseThrow().cancelSignature())
        .isEqualTo(Bytes.of(ALICE.sign(digest).bytes()));
    assertThat(cancellation.cancel(hash, bytes(ALICE.sign(digest))))
        .isInstanceOf(CancelOutcome.AlreadyFinal.class);
  }

  private static Bytes bytes(Signature signature) {
    return Bytes.of(signature.bytes());
  }

  private static void assertFault(Callable<?> call, RpcError error) {
    assertThatThrownBy(call::call)
        .isInstanceOfSatisfying(RpcFault.class, f -> assertThat(f.error()).isEqualTo(error));
  }
}
