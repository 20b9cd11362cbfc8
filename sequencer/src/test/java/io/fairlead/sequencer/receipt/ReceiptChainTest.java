package io.fairlead.sequencer.receipt;

import static io.fairlead.sequencer.Samples.EIP712;
import static io.fairlead.sequencer.Samples.OWNER;
import static io.fairlead.sequencer.Samples.SEQUENCER;
import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.contracts.receipt.SignedReceipt;
import io.fairlead.contracts.signature.SignatureRecovery;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.receipt.ReceiptChain.Fault;
import io.fairlead.sequencer.receipt.ReceiptChain.FaultKind;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

final class ReceiptChainTest {
  private static final ReceiptSealer SEALER = ReceiptSealer.signing(EIP712, SEQUENCER);
  private static final ReceiptChain CHAIN =
      new ReceiptChain(EIP712, SEQUENCER.address(), SignatureRecovery.best());

  private final Samples samples = new Samples(1);

  private List<SignedReceipt> chain(int length) {
    List<SignedReceipt> chain = new ArrayList<>();
    Bytes32 previous = Bytes32.ZERO;
    for (int seq = 1; seq <= length; seq++) {
      long batch = 1L + seq / 3;
      SignedReceipt next = SEALER.seal(new Receipt(samples.word(), seq, batch, batch, previous));
      chain.add(next);
      previous = next.hash();
    }
    return chain;
  }

  private List<SignedReceipt> with(int index, UnaryOperator<SignedReceipt> change) {
    List<SignedReceipt> chain = chain(8);
    chain.set(index, change.apply(chain.get(index)));
    return chain;
  }

  private static Receipt receipt(SignedReceipt from, long seq, long first, long last) {
    Receipt receipt = from.receipt();
    return new Receipt(receipt.leaf(), seq, first, last, receipt.previousReceiptHash());
  }

  @Test
  void findsNothingInAnUnbrokenChainOrAnyPartOfIt() {
    List<SignedReceipt> chain = chain(8);
    for (int from = 0; from <= 8; from++) {
      for (int to = from; to <= 8; to++) {
        assertThat(CHAIN.verify(chain.subList(from, to))).isEmpty();
      }
    }
  }

  @Test
  void findsALeftOutReceipt() {
    List<SignedReceipt> chain = chain(8);
    chain.remove(4);
    assertThat(CHAIN.verify(chain)).contains(new Fault(4, 6, FaultKind.SEQUENCE));
  }

  @Test
  void findsAReplacedReceiptAtItsSuccessor() {
    List<SignedReceipt> chain =
        with(
            3,
            old ->
                SEALER.seal(
                    new Receipt(samples.word(), 4, 2, 2, old.receipt().previousReceiptHash())));
    assertThat(CHAIN.verify(chain)).contains(new Fault(4, 5, FaultKind.LINK));
  }

  @Test
  void findsEveryOtherFault() {
    assertThat(
            CHAIN.verify(
                with(2, r -> new SignedReceipt(r.receipt(), samples.word(), r.signature()))))
        .contains(new Fault(2, 3, FaultKind.HASH));
    assertThat(
            CHAIN.verify(
                with(2, r -> new SignedReceipt(r.receipt(), r.hash(), OWNER.sign(r.hash())))))
        .contains(new Fault(2, 3, FaultKind.SIGNATURE));
    assertThat(CHAIN.verify(with(2, r -> SEALER.seal(receipt(r, 3, 2, 1)))))
        .contains(new Fault(2, 3, FaultKind.RANGE));
    assertThat(CHAIN.verify(with(2, r -> SEALER.seal(receipt(r, 3, 0, 1)))))
        .contains(new Fault(2, 3, FaultKind.RANGE));
    assertThat(CHAIN.verify(with(5, r -> SEALER.seal(receipt(r, 6, 1, 9)))))
        .contains(new Fault(5, 6, FaultKind.BACKWARDS));
    assertThat(
            CHAIN.verify(
                with(
                    0, r -> SEALER.seal(new Receipt(r.receipt().leaf(), 1, 1, 1, samples.word())))))
        .contains(new Fault(0, 1, FaultKind.SEQUENCE));
    assertThat(FaultKind.HASH.isEvidence()).isFalse();
    assertThat(FaultKind.LINK.isEvidence()).isTrue();
  }
}
