package io.fairlead.relay.anchoring;

import static io.fairlead.relay.testing.Owners.ALICE;
import static io.fairlead.relay.testing.Owners.BOB;
import static io.fairlead.relay.testing.Owners.RECEIPTS;
import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.hash;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.relay.testing.FaultySequencer;
import io.fairlead.sequencer.evidence.BatchEvidence;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.merkle.MerkleProof;
import java.math.BigInteger;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefenceTest {
  private static final Bytes SIGNATURE = Bytes.of(ALICE.sign(hash("cancel")).bytes());

  @TempDir private Path folder = Path.of(".");
  private final FakeAccusations chain = new FakeAccusations();
  private FaultySequencer sequencer;
  private Defence defence;

  /** Two intents in batch 1; a third was cancelled before it. */
  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    defence = new Defence(sequencer, chain);
    for (int i = 0; i < 3; i++) {
      sequencer.submit(signed(sell(i))).join();
    }
    sequencer.cancel(hash(sell(2)), SIGNATURE).join();
    sequencer.close(block(101)).join();
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private IntentRecord intent(int nonce) {
    return sequencer.find(hash(sell(nonce))).orElseThrow();
  }

  private void accuse(Bytes32 receiptHash, Bytes32 leaf) {
    chain.made.add(
        new RelayEvent.Accused(
            receiptHash, RECEIPTS.address(), leaf, BOB.address(), 100, BigInteger.ZERO));
  }

  private void accuse(int nonce) {
    accuse(intent(nonce).receipt().hash(), intent(nonce).intentHash());
  }

  @Test
  void whatTheOwnerCancelledIsAnsweredWithTheCancellation() {
    accuse(2);
    assertThat(defence.round()).isEqualTo(1);
    assertThat(chain.sent)
        .containsExactly(
            RelayCalls.rebutWithCancel(intent(2).receipt().receipt(), sell(2), SIGNATURE));
    assertThat(defence.round()).isZero();
    assertThat(chain.sent).hasSize(1);
  }

  @Test
  void whatTheOwnerCancelledOnChainIsAnsweredWithTheChain() {
    sequencer.submit(signed(sell(3))).join();
    sequencer.cancelledOnChain(hash(sell(3))).join();
    accuse(3);
    assertThat(defence.round()).isEqualTo(1);
    assertThat(chain.sent)
        .containsExactly(RelayCalls.rebutWithChain(intent(3).receipt().receipt(), sell(3)));
  }

  @Test
  void whatIsInABatchIsAnsweredWithItsPlace() {
    accuse(0);
    assertThat(defence.round()).isEqualTo(1);
    Receipt receipt = intent(0).receipt().receipt();
    MerkleProof proof =
        BatchEvidence.tree(sequencer.batch(1).orElseThrow().batch())
            .inclusion(receipt.leaf())
            .orElseThrow();
    assertThat(chain.sent)
        .containsExactly(
            RelayCalls.rebutWithInclusion(receipt, 1, proof.index(), proof.siblings()));
  }

  @Test
  void whatTheRegistryDoesNotAcceptIsNotSentButTriedAgain() {
    chain.accepts = _ -> false;
    accuse(0);
    assertThat(defence.round()).isZero();
    assertThat(chain.sent).isEmpty();
    Bytes byChain = RelayCalls.rebutWithChain(intent(0).receipt().receipt(), sell(0));
    chain.accepts = byChain::equals;
    assertThat(defence.round()).isEqualTo(1);
    assertThat(chain.sent).containsExactly(byChain);
  }

  @Test
  void whatSomebodyElseHasAnsweredIsLeftAlone() {
    accuse(0);
    chain.closed.add(intent(0).receipt().hash());
    assertThat(defence.round()).isZero();
    accuse(1);
    chain.accepts = _ -> false;
    assertThat(defence.round()).isZero();
    chain.closed.add(intent(1).receipt().hash());
    chain.accepts = _ -> true;
    assertThat(defence.round()).isZero();
    assertThat(chain.sent).isEmpty();
  }

  @Test
  void afterTheDeadlineNothingIsSent() {
    accuse(0);
    chain.time = 101;
    assertThat(defence.round()).isZero();
    chain.time = 0;
    assertThat(defence.round()).isZero();
    assertThat(chain.sent).isEmpty();
  }

  @Test
  void receiptsThisRelayNeverGaveHaveNoAnswer() {
    accuse(hash("another receipt"), intent(0).intentHash());
    accuse(hash("a receipt"), hash("an intent"));
    assertThat(defence.round()).isZero();
    assertThat(chain.sent).isEmpty();
  }
}
