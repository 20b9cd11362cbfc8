package io.fairlead.devnet.builder;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Bundles that wait for their block, and what became of the last ones. Bounded; thread safe. */
final class BundleBook {
  /** How many blocks ahead a bundle may be for. */
  static final long HORIZON = 100;

  /** Bundles kept for one block. */
  static final int PER_BLOCK = 200;

  private static final int REMEMBERED = 5_000;

  private final TreeMap<Long, SequencedMap<Bytes32, Bundle>> waiting = new TreeMap<>();
  private final LinkedHashMap<Key, BundleFate> fates =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, BundleFate> eldest) {
          return size() > REMEMBERED;
        }
      };
  private long closed;

  /**
   * A book for a chain of that height.
   *
   * @param head the newest block; bundles for it come too late
   */
  BundleBook(long head) {
    this.closed = head;
  }

  private record Key(Bytes32 hash, long block) {}

  /** The first block a bundle may be for. */
  synchronized long nextBlock() {
    return closed + 1;
  }

  /**
   * Keeps a bundle. One that is already here is kept once.
   *
   * @throws BuilderException if its block is past or too far ahead, or there is no room
   */
  synchronized void add(Bundle bundle) {
    if (bundle.block() <= closed) {
      throw new BuilderException(
          BuilderException.REFUSED,
          "block " + bundle.block() + " is past, the next one is " + (closed + 1));
    }
    if (bundle.block() > closed + HORIZON) {
      throw new BuilderException(
          BuilderException.REFUSED, "block " + bundle.block() + " is too far ahead");
    }
    SequencedMap<Bytes32, Bundle> block =
        waiting.computeIfAbsent(bundle.block(), number -> new LinkedHashMap<>());
    if (block.containsKey(bundle.hash())) {
      return;
    }
    if (block.size() >= PER_BLOCK) {
      throw new BuilderException(
          BuilderException.REFUSED, "too many bundles for block " + bundle.block());
    }
    block.put(bundle.hash(), bundle);
    fates.put(new Key(bundle.hash(), bundle.block()), new BundleFate.Waiting());
  }

  /** Removes the bundles of a block; from now on it takes none for this block or one before. */
  synchronized List<Bundle> close(long block) {
    closed = Math.max(closed, block);
    List<Bundle> result = List.copyOf(waiting.getOrDefault(block, new LinkedHashMap<>()).values());
    waiting.headMap(block, true).clear();
    return result;
  }

  /** Puts back what {@link #close} gave out, because the block was not built after all. */
  synchronized void reopen(long block, List<Bundle> bundles) {
    closed = Math.min(closed, block - 1);
    SequencedMap<Bytes32, Bundle> again =
        waiting.computeIfAbsent(block, number -> new LinkedHashMap<>());
    bundles.forEach(bundle -> again.put(bundle.hash(), bundle));
  }

  /** Notes what became of a bundle. */
  synchronized void decide(Bundle bundle, BundleFate fate) {
    fates.put(new Key(bundle.hash(), bundle.block()), fate);
  }

  /** What became of a bundle; empty if it is unknown or forgotten. */
  synchronized Optional<BundleFate> fate(Bytes32 hash, long block) {
    return Optional.ofNullable(fates.get(new Key(hash, block)));
  }
}
