package io.fairlead.relay.batching;

import io.fairlead.chain.ChainException;
import io.fairlead.chain.settlement.CancelledNonces;
import io.fairlead.contracts.intent.SignedTerms;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends intents whose owner has cancelled their nonce on chain, before a batch takes one along that
 * nothing can fill. The first look is at the nonces themselves, whatever happened while nobody
 * looked; the later ones are at what owners did since. A cancellation that leaves the chain is not
 * taken back: its owner wanted it, and a transaction that left one block is soon in another. One
 * thread.
 */
final class NonceWatch {
  private static final Logger LOG = LoggerFactory.getLogger(NonceWatch.class);

  /**
   * Blocks looked at again each time. An intent can be on its way in, checked against a block
   * before its owner's cancellation, while that is seen here.
   */
  private static final long AGAIN = 16;

  private final Sequencer sequencer;
  private final ChainEvidence chain;
  private boolean caughtUp;

  NonceWatch(Sequencer sequencer, ChainEvidence chain) {
    this.sequencer = sequencer;
    this.chain = chain;
  }

  /**
   * Looks at what is new. Settlements up to {@code head} must have been recorded, since they use
   * nonces too.
   *
   * @param from the first block not looked at before
   */
  void look(long from, BlockRef head) {
    List<IntentRecord> ended = caughtUp ? cancelled(Math.max(0, from - AGAIN), head) : used(head);
    for (IntentRecord intent : ended) {
      Journal.await(sequencer.cancelledOnChain(intent.intentHash()));
    }
    caughtUp = true;
    if (!ended.isEmpty()) {
      LOG.info("intents.cancelledOnChain block={} count={}", head.number(), ended.size());
    }
  }

  private List<IntentRecord> used(BlockRef head) {
    List<IntentRecord> live = sequencer.live();
    List<SignedTerms> signed = live.stream().map(IntentRecord::signed).toList();
    List<Boolean> used = chain.areNoncesUsed(signed, head);
    List<IntentRecord> ended = new ArrayList<>();
    for (int i = 0; i < live.size(); i++) {
      if (used.get(i) && !live.get(i).cancelRequested()) {
        ended.add(live.get(i));
      }
    }
    return ended;
  }

  private List<IntentRecord> cancelled(long from, BlockRef head) {
    Map<Address, List<CancelledNonces>> byOwner = new LinkedHashMap<>();
    try {
      for (CancelledNonces nonces : chain.cancelledNonces(from, head.number())) {
        byOwner.computeIfAbsent(nonces.owner(), _ -> new ArrayList<>()).add(nonces);
      }
    } catch (ChainException e) {
      // Anybody can fill blocks with cancellations until no answer holds them.
      LOG.warn("cancellations cannot be listed, all nonces are read: {}", e.getMessage());
      return used(head);
    }
    List<IntentRecord> ended = new ArrayList<>();
    byOwner.forEach((owner, all) ->
        sequencer.byOwner(owner, Integer.MAX_VALUE).stream()
            .filter(intent -> !intent.status().isFinal() && !intent.cancelRequested())
            .filter(intent -> all.stream().anyMatch(nonces -> nonces.include(intent.signed())))
            .forEach(ended::add));
    return ended;
  }
}
