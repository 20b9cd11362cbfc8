package io.fairlead.chain.head;

import static org.assertj.core.api.Assertions.assertThat;

import io.fairlead.contracts.primitive.BlockRef;
import java.util.ArrayList;
import java.util.List;

/** Keeps the chain as it was told, and checks that each message fits the ones before. */
final class Listener implements HeadListener {
  final List<BlockRef> blocks = new ArrayList<>();
  final List<List<BlockRef>> reorgs = new ArrayList<>();
  final List<Object> events = new ArrayList<>();

  @Override
  public synchronized void onBlock(BlockRef block) {
    blocks.add(block);
    events.add(block);
  }

  @Override
  public synchronized void onReorg(List<BlockRef> removed) {
    for (BlockRef block : removed) {
      assertThat(blocks.removeLast()).isEqualTo(block);
    }
    reorgs.add(removed);
    events.add(removed);
  }

  synchronized List<Long> numbers() {
    return blocks.stream().map(BlockRef::number).toList();
  }

  synchronized List<BlockRef> told() {
    return List.copyOf(blocks);
  }
}
