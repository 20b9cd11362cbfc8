package io.fairlead.chain.head;

import io.fairlead.chain.read.Header;
import io.fairlead.contracts.primitive.BlockRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The last blocks announced, and what has to be announced next. Every step leaves it in the state
 * that was announced, so that a failed fetch loses nothing: the next call goes on from there. For
 * one thread; no clock and no I/O of its own.
 */
final class HeadChain {
  /** How many announced blocks are remembered, and so the deepest reorganisation told in full. */
  static final int DEPTH = 64;

  /** Newest last. */
  private final Deque<Header> announced = new ArrayDeque<>();

  /** The newest block announced. */
  Optional<BlockRef> head() {
    return Optional.ofNullable(announced.peekLast()).map(Header::block);
  }

  /**
   * Goes from the announced chain to the one that ends in {@code tip}, telling {@code listener}
   * each step once it is taken. The first block ever is announced alone, without those before it.
   *
   * @param byNumber fetches a block of the chain as it is now; it may change while this runs, then
   *     this stops early and the next call continues
   * @param limit most blocks to announce in this call
   */
  void advance(
      Header tip, LongFunction<Optional<Header>> byNumber, int limit, HeadListener listener) {
    if (announced.isEmpty()) {
      append(tip, listener);
      return;
    }
    if (announced.getLast().equals(tip)) {
      return;
    }
    for (int i = 0; i < limit; i++) {
      Header last = announced.getLast();
      long wanted = last.block().number() + 1;
      if (tip.block().number() < wanted) {
        // Shorter or of the same height, and not the same: ours ended elsewhere.
        if (tip.equals(last) || !rewind(tip, byNumber, listener)) {
          return;
        }
        continue;
      }
      Optional<Header> next =
          wanted == tip.block().number() ? Optional.of(tip) : byNumber.apply(wanted);
      if (next.isEmpty()) {
        return;
      }
      if (next.get().parentHash().equals(last.block().hash())) {
        append(next.get(), listener);
      } else if (!rewind(tip, byNumber, listener)) {
        return;
      }
    }
  }

  /**
   * Takes back what the node's chain no longer has. If that is everything remembered, announces one
   * block to go on from, the lowest of the same heights.
   *
   * @return whether something was taken back
   */
  private boolean rewind(
      Header tip, LongFunction<Optional<Header>> byNumber, HeadListener listener) {
    List<BlockRef> removed = new ArrayList<>();
    Optional<Header> now = Optional.empty();
    for (Iterator<Header> newestFirst = announced.descendingIterator(); newestFirst.hasNext(); ) {
      Header ours = newestFirst.next();
      now = at(ours.block().number(), tip, byNumber);
      if (now.filter(ours::equals).isPresent()) {
        break;
      }
      removed.add(ours.block());
    }
    if (removed.isEmpty()) {
      return false;
    }
    Header restart = now.orElse(tip);
    removed.forEach(_ -> announced.removeLast());
    listener.onReorg(List.copyOf(removed));
    if (announced.isEmpty()) {
      append(restart, listener);
    }
    return true;
  }

  private static Optional<Header> at(
      long number, Header tip, LongFunction<Optional<Header>> byNumber) {
    if (number > tip.block().number()) {
      return Optional.empty();
    }
    return number == tip.block().number() ? Optional.of(tip) : byNumber.apply(number);
  }

  private void append(Header header, HeadListener listener) {
    announced.addLast(header);
    if (announced.size() > DEPTH) {
      announced.removeFirst();
    }
    listener.onBlock(header.block());
  }
}
