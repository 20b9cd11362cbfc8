package io.fairlead.devnet.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.abi.AbiReader;
import io.fairlead.contracts.evidence.AbsencePath;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.contracts.evidence.BondCalls;
import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.LocalSigner;
import io.fairlead.devnet.chain.TestChain;
import io.fairlead.devnet.rpc.Quantity;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.evidence.BatchEvidence;
import io.fairlead.sequencer.evidence.OmissionEvidence;
import io.fairlead.sequencer.merkle.MerkleProof;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * Relays that break their word, on a chain: what Java makes of receipts and batches is judged by
 * the registry. Each relay has its own key, so that the tests do not meet.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EvidenceOnChainTest extends EvidenceFixture {
  @Test
  void aRelayThatLeavesAnIntentOutLosesItsBond() {
    LocalSigner relay = relay("omits");
    Intent promised = intent();
    SignedReceipt receipt = receipt(relay, promised, 1, 1, 2);
    Batch one = batch(1, 100);
    Batch two = batch(2, 7);
    anchor(relay, one);
    anchor(relay, two);
    List<AbsencePath> absences =
        OmissionEvidence.absences(receipt.receipt(), number -> Optional.of(number == 1 ? one : two))
            .orElseThrow();
    Bytes accusation = RelayCalls.accuse(relay.address(), receipt, promised, absences);
    List<RelayEvent> events = done("accuse, batches of 100 and 7", watcher, accusation);
    assertThat(events).hasSize(1);
    assertThat(events.getFirst())
        .isInstanceOfSatisfying(
            RelayEvent.Accused.class,
            accused -> {
              assertThat(accused.receiptHash()).isEqualTo(receipt.hash());
              assertThat(accused.relay()).isEqualTo(relay.address());
              assertThat(accused.leaf()).isEqualTo(eip712.intentHash(promised));
              assertThat(accused.accuser()).isEqualTo(watcher.address());
            });
    refused("WrongStage(uint8)", accusation);
    refused("TooSoon(uint256)", RelayCalls.finalizeAccusation(receipt.hash()));
    pass(601);
    refused(
        "TooLate(uint256)",
        RelayCalls.rebutWithCancel(
            receipt.receipt(),
            promised,
            Bytes.of(OWNER.sign(eip712.cancelHash(receipt.receipt().leaf())).bytes())));
    assertThat(done("finalize", watcher, RelayCalls.finalizeAccusation(receipt.hash())))
        .singleElement()
        .isInstanceOf(RelayEvent.Slashed.class);
    assertThat(bond(relay.address()))
        .isEqualTo(BOND.subtract(TestChain.ETHER.multiply(BigInteger.TWO)));
  }

  @Test
  void aRelayThatWasToldToLeaveItOutShowsTheCancellation() {
    LocalSigner relay = relay("was told");
    Intent promised = intent();
    SignedReceipt receipt = receipt(relay, promised, 1, 1, 1);
    Batch one = batch(1, 20);
    anchor(relay, one);
    List<AbsencePath> absences =
        List.of(OmissionEvidence.absence(one, receipt.receipt().leaf()).orElseThrow());
    done(
        "accuse, batch of 20",
        watcher,
        RelayCalls.accuse(relay.address(), receipt, promised, absences));
    Bytes cancel = Bytes.of(OWNER.sign(eip712.cancelHash(receipt.receipt().leaf())).bytes());
    refused(
        "WrongSigner(address)",
        RelayCalls.rebutWithCancel(
            receipt.receipt(),
            promised,
            Bytes.of(relay.sign(eip712.cancelHash(receipt.receipt().leaf())).bytes())));
    refused("StillFillable(bytes32)", RelayCalls.rebutWithChain(receipt.receipt(), promised));
    done(
        "rebut with the cancellation",
        relay,
        RelayCalls.rebutWithCancel(receipt.receipt(), promised, cancel));
    pass(601);
    refused("WrongStage(uint8)", RelayCalls.finalizeAccusation(receipt.hash()));
    assertThat(bond(relay.address())).isEqualTo(BOND);
  }

  @Test
  void aDemandIsAnsweredWithTheIntentsPlaceInItsBatch() {
    LocalSigner relay = relay("includes");
    Intent promised = intent();
    SignedReceipt receipt = receipt(relay, promised, 1, 1, 1);
    Batch one = batch(1, 33, promised);
    anchor(relay, one);
    JsonNode demand =
        send(
            watcher,
            RelayCalls.demandInclusion(relay.address(), receipt, promised),
            TestChain.ETHER.divide(BigInteger.TEN));
    assertThat(Quantity.parseLong(demand.path("status"))).isEqualTo(1);
    MerkleProof proof = BatchEvidence.tree(one).inclusion(receipt.receipt().leaf()).orElseThrow();
    refused(
        "NotIncluded(uint64)",
        RelayCalls.rebutWithInclusion(receipt.receipt(), 1, proof.index() + 1L, proof.siblings()));
    done(
        "rebut with inclusion",
        relay,
        RelayCalls.rebutWithInclusion(receipt.receipt(), 1, proof.index(), proof.siblings()));
    assertThat(bond(relay.address())).isEqualTo(BOND);
  }

  @Test
  void falseAccusationsRevert() {
    LocalSigner relay = relay("is honest");
    Intent promised = intent();
    SignedReceipt receipt = receipt(relay, promised, 1, 1, 1);
    Batch one = batch(1, 20, promised);
    Batch without = batch(1, 20);
    anchor(relay, one);
    List<AbsencePath> elsewhere =
        List.of(OmissionEvidence.absence(without, receipt.receipt().leaf()).orElseThrow());
    refused("NotAbsent(uint64)", RelayCalls.accuse(relay.address(), receipt, promised, elsewhere));
    Intent other = intent();
    refused("WrongIntent(bytes32)", RelayCalls.accuse(relay.address(), receipt, other, elsewhere));
    refused(
        "WrongSigner(address)", RelayCalls.accuse(watcher.address(), receipt, promised, elsewhere));
    SignedReceipt forged =
        new SignedReceipt(
            changed(receipt.receipt(), range -> range[1] = 2), receipt.hash(), receipt.signature());
    refused(
        "NotAnchored(uint64)",
        RelayCalls.accuse(relay.address(), receipt(relay, promised, 1, 1, 2), promised, elsewhere));
    refused(
        "BadRange(uint64,uint64)",
        RelayCalls.accuse(
            relay.address(),
            receipt(relay, promised, 1, 1, Receipt.NO_BOUND),
            promised,
            elsewhere));
    refused(
        "WrongSigner(address)", RelayCalls.accuse(relay.address(), forged, promised, elsewhere));
  }

  @Test
  void aRelayWithTwoCommitmentsForOneBatchIsOut() {
    LocalSigner relay = relay("says two things");
    BatchCommitment one = BatchEvidence.commitment(batch(3, 4), Bytes32.ZERO);
    BatchCommitment two = BatchEvidence.commitment(batch(3, 5), Bytes32.ZERO);
    refused(
        "NoContradiction()",
        RelayCalls.proveCommitments(relay.address(), signed(relay, one), signed(relay, one)));
    refused(
        "WrongSigner(address)",
        RelayCalls.proveCommitments(relay.address(), signed(relay, one), signed(watcher, two)));
    Bytes proof =
        RelayCalls.proveCommitments(relay.address(), signed(relay, one), signed(relay, two));
    assertThat(done("equivocation, two commitments", watcher, proof))
        .contains(
            new RelayEvent.Slashed(
                relay.address(), BOND, watcher.address(), reason("equivocation")));
    assertThat(bond(relay.address())).isZero();
    assertThat(AbiReader.read(ask(BondCalls.isActive(relay.address())), AbiReader::bool)).isFalse();
    refused("AlreadyPunished(bytes32)", proof);
  }

  @Test
  void aCommitmentThatWasNotAnchoredSoIsAContradiction() {
    LocalSigner relay = relay("anchors something else");
    Batch anchored = batch(1, 4);
    anchor(relay, anchored);
    refused(
        "NoContradiction()",
        RelayCalls.proveContradiction(
            relay.address(), signed(relay, BatchEvidence.commitment(anchored, Bytes32.ZERO))));
    BatchCommitment said = BatchEvidence.commitment(batch(1, 4), Bytes32.ZERO);
    done(
        "equivocation, commitment and anchor",
        watcher,
        RelayCalls.proveContradiction(relay.address(), signed(relay, said)));
    assertThat(bond(relay.address())).isZero();
  }

  @Test
  void twoReceiptsWithOneNumberAreAContradiction() {
    LocalSigner relay = relay("forks its receipts");
    SignedReceipt one = receipt(relay, intent(), 5, 1, 1);
    SignedReceipt two = receipt(relay, intent(), 5, 1, 1);
    SignedReceipt next = receipt(relay, intent(), 7, 1, 1);
    refused("NoContradiction()", RelayCalls.proveReceipts(relay.address(), one, one));
    refused("NoContradiction()", RelayCalls.proveReceipts(relay.address(), one, next));
    done(
        "equivocation, two receipts", watcher, RelayCalls.proveReceipts(relay.address(), one, two));
    assertThat(bond(relay.address())).isZero();
  }

  /** Random batches, absent and present: the contract says what Java says. */
  @Test
  void proofsOfJavaAreTheContracts() {
    for (int round = 0; round < ROUNDS; round++) {
      LocalSigner relay = relay("of round " + round);
      Intent promised = intent();
      boolean kept = random.nextInt(3) == 0;
      int batches = 1 + random.nextInt(3);
      List<Batch> all = new ArrayList<>();
      for (int number = 1; number <= batches; number++) {
        boolean here = kept && number == batches;
        Batch batch =
            here
                ? batch(number, 1 + random.nextInt(40), promised)
                : batch(number, 1 + random.nextInt(40));
        all.add(batch);
        send(
            relay,
            RelayCalls.anchor(BatchEvidence.commitment(batch, Bytes32.ZERO)),
            BigInteger.ZERO);
      }
      SignedReceipt receipt = receipt(relay, promised, 1, 1, batches);
      Optional<List<AbsencePath>> absences =
          OmissionEvidence.absences(
              receipt.receipt(), number -> Optional.of(all.get((int) number - 1)));
      assertThat(absences.isPresent()).as("seed %s round %s", SEED, round).isEqualTo(!kept);
      if (absences.isPresent()) {
        Bytes answer = ask(RelayCalls.accuse(relay.address(), receipt, promised, absences.get()));
        assertThat(AbiReader.read(answer, AbiReader::word)).isEqualTo(receipt.hash());
      } else {
        MerkleProof proof =
            BatchEvidence.tree(all.getLast()).inclusion(receipt.receipt().leaf()).orElseThrow();
        send(
            watcher,
            RelayCalls.demandInclusion(relay.address(), receipt, promised),
            TestChain.ETHER.divide(BigInteger.TEN));
        assertThat(
                ask(RelayCalls.rebutWithInclusion(
                        receipt.receipt(), batches, proof.index(), proof.siblings()))
                    .size())
            .isZero();
      }
    }
  }
}
