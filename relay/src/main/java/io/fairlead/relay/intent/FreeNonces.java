package io.fairlead.relay.intent;

import io.fairlead.contracts.intent.Funding;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.relay.intake.Accounts;
import io.fairlead.relay.intake.LiveIntents;
import io.fairlead.sequencer.intent.IntentRecord;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Chooses nonces for quotes: the lowest that is neither used on chain, nor in a live intent, nor in
 * a recent quote. Low nonces share storage words, so they are cheapest to use. Thread safe.
 */
public final class FreeNonces {
  private static final int BITS = 256;
  private static final int MAX_WORDS = 1_024;
  private static final int MAX_OWNERS = 10_000;
  // Quotes are free, so what they hold back is bounded: past this the owner's oldest is given up.
  private static final int MAX_QUOTED = 64;

  private final Accounts accounts;
  private final LiveIntents live;
  private final Map<Lane, Map<BigInteger, Long>> quoted = bounded(MAX_OWNERS);

  /** Permit2's nonces are its own: one number means two things. */
  private record Lane(Funding funding, Address owner) {}

  /** Chooses by what the chain and the sequencer say. */
  public FreeNonces(Accounts accounts, LiveIntents live) {
    this.accounts = accounts;
    this.live = live;
  }

  /**
   * A free nonce of the owner, held back from other quotes until {@code until}.
   *
   * @param now Unix seconds
   * @param until Unix seconds
   */
  BigInteger choose(Funding funding, Address owner, BlockRef head, long now, long until) {
    Set<BigInteger> taken = new HashSet<>();
    for (IntentRecord intent : live.of(owner)) {
      if (intent.signed().funding() == funding) {
        taken.add(intent.signed().nonce());
      }
    }
    for (int word = 0; word < MAX_WORDS; word++) {
      BigInteger used = accounts.nonces(funding, owner, BigInteger.valueOf(word), head);
      if (used.bitCount() == BITS) {
        continue;
      }
      for (int bit = 0; bit < BITS; bit++) {
        BigInteger nonce = BigInteger.valueOf((long) word * BITS + bit);
        if (!used.testBit(bit)
            && !taken.contains(nonce)
            && hold(new Lane(funding, owner), nonce, now, until)) {
          return nonce;
        }
      }
    }
    throw new IllegalStateException("no free nonce in " + MAX_WORDS + " words");
  }

  private synchronized boolean hold(Lane lane, BigInteger nonce, long now, long until) {
    Map<BigInteger, Long> held = quoted.computeIfAbsent(lane, _ -> bounded(MAX_QUOTED));
    Long end = held.get(nonce);
    if (end != null && end >= now) {
      return false;
    }
    held.put(nonce, until);
    return true;
  }

  private static <K, V> Map<K, V> bounded(int max) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > max;
      }
    };
  }
}
