package io.fairlead.chain.head;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.Seeded;
import io.fairlead.chain.read.Header;
import io.fairlead.chain.read.HeaderReader;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A chain of headers which can grow, shrink and be out of reach. */
public final class FakeChain implements HeaderReader {
  private final Seeded random;
  private final List<Header> headers = new ArrayList<>();
  private boolean down;

  /** A chain with block 0. */
  public FakeChain(long seed) {
    random = new Seeded(seed);
    reset();
  }

  /** Another chain with block 0. */
  public synchronized void reset() {
    headers.clear();
    headers.add(new Header(new BlockRef(0, random.bytes32(), 1000), Bytes32.ZERO));
  }

  public synchronized void mine(int count) {
    for (int i = 0; i < count; i++) {
      BlockRef parent = headers.getLast().block();
      headers.add(
          new Header(
              new BlockRef(parent.number() + 1, random.bytes32(), parent.timestamp() + 12),
              parent.hash()));
    }
  }

  public synchronized void drop(int count) {
    for (int i = 0; i < count; i++) {
      headers.removeLast();
    }
  }

  public synchronized int height() {
    return headers.size() - 1;
  }

  public synchronized void down(boolean value) {
    down = value;
  }

  public synchronized List<BlockRef> blocks() {
    return headers.stream().map(Header::block).toList();
  }

  @Override
  public synchronized Header latest() {
    if (down) {
      throw new ChainException("down");
    }
    return headers.getLast();
  }

  @Override
  public synchronized Optional<Header> header(long number) {
    if (down) {
      throw new ChainException("down");
    }
    return number < headers.size() ? Optional.of(headers.get((int) number)) : Optional.empty();
  }
}
