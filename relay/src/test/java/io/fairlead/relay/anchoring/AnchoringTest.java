package io.fairlead.relay.anchoring;

import static io.fairlead.relay.testing.Owners.block;
import static io.fairlead.relay.testing.Owners.sell;
import static io.fairlead.relay.testing.Owners.signed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.evidence.BatchCommitment;
import io.fairlead.relay.testing.FaultySequencer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnchoringTest {
  /** Takes batches that ascend, as the registry does. */
  private static final class FakeChain implements AnchorChain {
    final List<BatchCommitment> anchored = new ArrayList<>();
    int accepts = Integer.MAX_VALUE;

    @Override
    public long newestBatch() {
      return anchored.isEmpty() ? 0 : anchored.getLast().batch();
    }

    @Override
    public void anchor(List<BatchCommitment> commitments) {
      for (BatchCommitment commitment : commitments) {
        if (accepts-- == 0) {
          throw new ChainException("no gas");
        }
        assertThat(commitment.batch()).isGreaterThan(newestBatch());
        anchored.add(commitment);
      }
    }

    List<Long> numbers() {
      return anchored.stream().map(BatchCommitment::batch).toList();
    }
  }

  @TempDir private Path folder = Path.of(".");
  private final FakeChain chain = new FakeChain();
  private FaultySequencer sequencer;

  @BeforeEach
  void open() {
    sequencer = new FaultySequencer(folder);
    sequencer.submit(signed(sell(0))).join();
  }

  @AfterEach
  void close() {
    sequencer.close();
  }

  private Anchoring anchoring(long first) {
    return new Anchoring(sequencer, chain, new Defence(sequencer, new FakeAccusations()), first);
  }

  private void batches(int count) {
    for (int i = 0; i < count; i++) {
      long number = sequencer.close(block(101)).join().orElseThrow().number();
      sequencer.recordEnded(number, "no").join();
    }
  }

  @Test
  void everyBatchIsAnchoredOnceInOrder() {
    Anchoring anchoring = anchoring(1);
    assertThat(anchoring.round()).isZero();
    batches(3);
    assertThat(anchoring.round()).isEqualTo(3);
    assertThat(anchoring.round()).isZero();
    batches(1);
    assertThat(anchoring.round()).isEqualTo(1);
    assertThat(chain.numbers()).containsExactly(1L, 2L, 3L, 4L);
    assertThat(chain.anchored.get(2).previousRoot()).isEqualTo(chain.anchored.get(1).root());
    assertThat(chain.anchored.getFirst().root())
        .isEqualTo(sequencer.batch(1).orElseThrow().batch().root());
  }

  @Test
  void itGoesOnWhereTheChainIs() {
    batches(5);
    chain.accepts = 2;
    Anchoring anchoring = anchoring(1);
    assertThatThrownBy(anchoring::round).isInstanceOf(ChainException.class);
    assertThat(chain.numbers()).containsExactly(1L, 2L);
    // A block that left the chain took an anchor with it.
    chain.anchored.removeLast();
    chain.accepts = Integer.MAX_VALUE;
    anchoring(5).round();
    assertThat(chain.numbers()).containsExactly(1L, 2L, 3L, 4L, 5L);
  }

  @Test
  void aBacklogIsAnchoredInPortions() {
    batches(Anchoring.AT_ONCE + 3);
    Anchoring anchoring = anchoring(2);
    assertThat(anchoring.round()).isEqualTo(Anchoring.AT_ONCE);
    assertThat(anchoring.round()).isEqualTo(2);
    assertThat(chain.numbers()).hasSize(Anchoring.AT_ONCE + 2).startsWith(2L, 3L);
  }
}
