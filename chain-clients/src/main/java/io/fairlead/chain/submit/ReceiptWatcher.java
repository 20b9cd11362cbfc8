package io.fairlead.chain.submit;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.head.HeadTracker;
import io.fairlead.chain.read.ChainReader;
import io.fairlead.chain.read.MinedTransaction;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.primitive.Bytes32;
import java.time.Duration;
import java.util.Optional;

/** Finds out what became of a transaction that can be mined up to a last block. */
public final class ReceiptWatcher {
  /** How soon a failed look-up is repeated while the chain stands still. */
  private static final Duration RETRY = Duration.ofMillis(250);

  private final ChainReader chain;
  private final HeadTracker heads;

  /** Looks transactions up in {@code chain} whenever {@code heads} has moved. */
  public ReceiptWatcher(ChainReader chain, HeadTracker heads) {
    this.chain = chain;
    this.heads = heads;
  }

  /** How it ended. */
  public sealed interface Outcome {
    /** On the chain, succeeded or reverted. */
    record Mined(MinedTransaction transaction) implements Outcome {}

    /** Not on the chain, which has gone past its last block. */
    record Missed(BlockRef head) implements Outcome {}

    /** Neither within the time allowed: the chain stands still or the node does not answer. */
    record Unknown(String reason) implements Outcome {}
  }

  /**
   * Waits for {@code hash} until it has {@code confirmations} (1: it is in the newest block or an
   * earlier one) or the chain is past {@code lastBlock} without it. A transaction whose block
   * leaves the chain meanwhile is waited for again.
   *
   * @throws InterruptedException if interrupted
   */
  public Outcome await(Bytes32 hash, long lastBlock, int confirmations, Duration limit)
      throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    String reason = "the chain did not move";
    Optional<BlockRef> seen = heads.head();
    while (true) {
      try {
        Optional<Outcome> outcome = look(hash, lastBlock, confirmations);
        if (outcome.isPresent()) {
          return outcome.get();
        }
      } catch (ChainException e) {
        reason = String.valueOf(e.getMessage());
      }
      Duration left = Duration.ofNanos(end - System.nanoTime());
      if (left.isNegative() || heads.isClosed()) {
        return new Outcome.Unknown(reason);
      }
      seen = heads.awaitOther(seen.orElse(null), left.compareTo(RETRY) < 0 ? left : RETRY);
    }
  }

  /** The head before the transaction: otherwise one mined in between would be called missed. */
  private Optional<Outcome> look(Bytes32 hash, long lastBlock, int confirmations) {
    BlockRef head = chain.head();
    Optional<MinedTransaction> mined = chain.transaction(hash);
    if (mined.isPresent()) {
      return head.number() - mined.get().block().number() + 1 >= confirmations
          ? Optional.of(new Outcome.Mined(mined.get()))
          : Optional.empty();
    }
    return head.number() > lastBlock ? Optional.of(new Outcome.Missed(head)) : Optional.empty();
  }
}
