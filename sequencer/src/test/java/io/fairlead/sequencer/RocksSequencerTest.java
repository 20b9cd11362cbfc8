package io.fairlead.sequencer;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.OWNER;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static io.fairlead.sequencer.Samples.hash;
import static io.fairlead.sequencer.Samples.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.contracts.intent.SignedBasket;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.contracts.typeddata.Domain;
import io.fairlead.contracts.typeddata.Eip712;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.batch.BatchSettlement.BasketFill;
import io.fairlead.sequencer.batch.BatchStage;
import io.fairlead.sequencer.intent.CancelOutcome;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.intent.IntentStatus;
import io.fairlead.sequencer.intent.SubmitOutcome;
import io.fairlead.sequencer.merkle.SortedMerkleTree;
import io.fairlead.sequencer.receipt.ReceiptChain;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RocksSequencerTest {
  private static final Bytes SIGNATURE = Bytes.parse("0x5161");

  private final Samples samples = new Samples(1);

  @TempDir Path directory;

  private RocksSequencer open() {
    return RocksSequencer.open(directory, SequencerConfig.DEFAULT, EIP712, SEQUENCER);
  }

  private static SignedReceipt accept(Sequencer sequencer, SignedTerms signed) {
    SubmitOutcome outcome = sequencer.submit(signed).join();
    assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
    return ((SubmitOutcome.Accepted) outcome).receipt();
  }

  @Test
  void anIntentGoesThroughItsWholeLife() {
    List<SequencerEvent> events = new ArrayList<>();
    try (RocksSequencer sequencer = open()) {
      sequencer.addListener(events::add);
      SignedIntent signed = samples.intent(0, 1_000);
      Bytes32 id = hash(signed);
      SignedReceipt receipt = accept(sequencer, signed);
      assertThat(receipt.receipt()).isEqualTo(new Receipt(id, 1, 1, 1, Bytes32.ZERO));
      assertThat(SignatureRecovery.best().recover(receipt.hash(), receipt.signature()))
          .contains(SEQUENCER.address());
      assertThat(sequencer.submit(signed).join())
          .isEqualTo(new SubmitOutcome.Accepted(receipt, false));
      assertThat(sequencer.openIntents()).isEqualTo(1);

      Batch batch = sequencer.close(samples.block(500)).join().orElseThrow();
      assertThat(batch.entries()).extracting(BatchEntry::intentHash).containsExactly(id);
      assertThat(batch.root()).isEqualTo(SortedMerkleTree.root(List.of(id)));
      assertThat(sequencer.inFlight().orElseThrow().batch()).isEqualTo(batch);
      assertThat(sequencer.find(id).orElseThrow().status()).isEqualTo(IntentStatus.IN_BATCH);
      assertThat(sequencer.close(samples.block(512)).join()).isEmpty();

      var award = samples.award(1, List.of(id));
      sequencer.recordAward(award).join();
      assertThat(sequencer.inFlight().orElseThrow().awards()).containsExactly(award);
      var settlement = samples.settlement(1, samples.block(512), Map.of(id, whole(signed)));
      sequencer.recordSettled(settlement).join();
      assertThat(sequencer.inFlight().orElseThrow().settlements()).containsExactly(settlement);
      sequencer.recordEnded(1, "").join();
      assertThat(sequencer.inFlight()).isEmpty();
      assertThat(sequencer.openIntents()).isZero();
      IntentRecord filled = sequencer.find(id).orElseThrow();
      assertThat(filled.status()).isEqualTo(IntentStatus.FILLED);
      assertThat(filled.sold()).isEqualTo(signed.intent().sellAmount());
      assertThat(filled.settledIn()).containsExactly(1L);
      assertThat(sequencer.cancel(id, SIGNATURE).join())
          .isEqualTo(new CancelOutcome.AlreadyFinal(IntentStatus.FILLED));

      sequencer.recordReverted(1, 0).join();
      assertThat(sequencer.find(id).orElseThrow().status()).isEqualTo(IntentStatus.OPEN);
      assertThat(sequencer.find(id).orElseThrow().sold()).isZero();
      assertThat(sequencer.cancel(id, SIGNATURE).join()).isEqualTo(new CancelOutcome.Cancelled());
      assertThat(events)
          .extracting(event -> event.getClass().getSimpleName())
          .containsExactly(
              "Accepted", "Closed", "Awarded", "Settled", "Ended", "Reverted", "Cancelled");
    }
  }

  @Test
  void aBasketAndItsFillsAreReplayed() {
    SignedBasket basket = samples.basket(3, 0, 1_000);
    Bytes32 id = hash(basket);
    IntentRecord before;
    BatchRecord batch;
    try (RocksSequencer sequencer = open()) {
      accept(sequencer, basket);
      assertThat(sequencer.close(samples.block(500)).join()).isPresent();
      sequencer.recordAward(samples.award(1, List.of(id))).join();
      BatchSettlement plain = samples.settlement(1, samples.block(512), Map.of());
      sequencer
          .recordSettled(
              new BatchSettlement(
                  1,
                  0,
                  plain.transactionHash(),
                  plain.block(),
                  plain.gasUsed(),
                  List.of(),
                  List.of(new BasketFill(id, BigInteger.TWO, BigInteger.valueOf(-7)))))
          .join();
      sequencer.recordEnded(1, "").join();
      before = sequencer.find(id).orElseThrow();
      batch = sequencer.batch(1).orElseThrow();
    }
    assertThat(before.units()).isEqualTo(2);
    assertThat(before.sold()).isEqualTo(7);
    assertThat(batch.settlementsOf(id)).hasSize(1);
    try (RocksSequencer sequencer = open()) {
      assertThat(sequencer.find(id)).contains(before);
      assertThat(sequencer.batch(1)).contains(batch);
      assertThat(sequencer.byOwner(basket.owner(), 1)).containsExactly(before);
      assertThat(sequencer.live()).containsExactly(before);
    }
  }

  @Test
  void whatIsCancelledOnChainStaysSoAfterReopening() {
    SignedIntent first = samples.intent(0, 1_000);
    SignedIntent second = samples.intent(0, 1_000);
    List<IntentRecord> live;
    try (RocksSequencer sequencer = open()) {
      accept(sequencer, first);
      accept(sequencer, second);
      assertThat(sequencer.live())
          .extracting(IntentRecord::intentHash)
          .containsExactly(hash(first), hash(second));
      assertThat(sequencer.cancelledOnChain(hash(first)).join())
          .isEqualTo(new CancelOutcome.Cancelled());
      live = sequencer.live();
    }
    assertThat(live).extracting(IntentRecord::intentHash).containsExactly(hash(second));
    try (RocksSequencer sequencer = open()) {
      assertThat(sequencer.live()).isEqualTo(live);
      IntentRecord ended = sequencer.find(hash(first)).orElseThrow();
      assertThat(ended.status()).isEqualTo(IntentStatus.CANCELLED);
      assertThat(ended.cancelledOnChain()).isTrue();
    }
  }

  @Test
  void whatWasAcknowledgedIsThereAfterReopening() {
    List<IntentRecord> before;
    SignedReceipt last;
    try (RocksSequencer sequencer = open()) {
      for (int i = 0; i < 20; i++) {
        accept(sequencer, samples.intent(0, i < 10 ? 100 : 1_000));
      }
      Batch first = sequencer.close(samples.block(50)).join().orElseThrow();
      sequencer.recordEnded(first.number(), "no solution").join();
      Batch second = sequencer.close(samples.block(101)).join().orElseThrow();
      assertThat(second.entries()).hasSize(10);
      Bytes32 some = second.entries().getFirst().intentHash();
      sequencer.recordAward(samples.award(2, List.of(some))).join();
      assertThat(sequencer.cancel(some, SIGNATURE).join()).isEqualTo(new CancelOutcome.Pending(2));
      last = accept(sequencer, samples.intent(0, 1_000));
      before = sequencer.byOwner(OWNER.address(), 100);
    }
    assertThat(before).hasSize(21);
    try (RocksSequencer sequencer = open()) {
      assertThat(sequencer.byOwner(OWNER.address(), 100)).isEqualTo(before);
      assertThat(sequencer.byOwner(OWNER.address(), 3)).isEqualTo(before.subList(0, 3));
      assertThat(sequencer.inFlight().orElseThrow().stage()).isEqualTo(BatchStage.AWARDED);
      assertThat(before).extracting(IntentRecord::cancelSignature).containsOnlyOnce(SIGNATURE);
      assertThat(sequencer.batch(1).orElseThrow().reason()).isEqualTo("no solution");
      assertThat(sequencer.openIntents()).isEqualTo(11);
      assertThat(sequencer.stats().receipts()).isEqualTo(21);
      SignedReceipt next = accept(sequencer, samples.intent(0, 1_000));
      assertThat(next.receipt().seq()).isEqualTo(22);
      assertThat(next.receipt().previousReceiptHash()).isEqualTo(last.hash());
      List<SignedReceipt> chain =
          sequencer.byOwner(OWNER.address(), 100).reversed().stream()
              .map(IntentRecord::receipt)
              .toList();
      assertThat(
              new ReceiptChain(EIP712, SEQUENCER.address(), SignatureRecovery.best()).verify(chain))
          .isEmpty();
    }
  }

  @Test
  void aJournalServesOneDomainAndSignerOnly() {
    try (RocksSequencer sequencer = open()) {
      accept(sequencer, samples.intent(0, 1_000));
    }
    Eip712 otherChain = new Eip712(new Domain(1, EIP712.domain().settlement()));
    Eip712 otherContract = new Eip712(new Domain(31_337, Address.ZERO));
    LocalSigner otherSigner = OWNER;
    assertThatThrownBy(
            () -> RocksSequencer.open(directory, SequencerConfig.DEFAULT, otherChain, SEQUENCER))
        .isInstanceOf(SequencerException.class)
        .hasMessageContaining("chain 31337, not 1");
    assertThatThrownBy(
            () -> RocksSequencer.open(directory, SequencerConfig.DEFAULT, otherContract, SEQUENCER))
        .isInstanceOf(SequencerException.class)
        .hasMessageContaining("settlement contract");
    assertThatThrownBy(
            () -> RocksSequencer.open(directory, SequencerConfig.DEFAULT, EIP712, otherSigner))
        .isInstanceOf(SequencerException.class)
        .hasMessageContaining("signed by " + SEQUENCER.address());
    open().close();
  }

  @Test
  void aSecondSequencerIsKeptOut() {
    RocksSequencer first = open();
    assertThatThrownBy(this::open)
        .isInstanceOf(SequencerException.class)
        .hasMessageContaining("cannot be opened");
    first.close();
    first.close();
    assertThatThrownBy(() -> first.submit(samples.intent(0, 1)).join())
        .hasCauseInstanceOf(SequencerException.class)
        .hasMessageContaining("closed");
    open().close();
  }
}
