package io.fairlead.relay.anchoring;

import io.fairlead.contracts.evidence.RelayCalls;
import io.fairlead.contracts.evidence.RelayEvent;
import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.receipt.Receipt;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.evidence.BatchEvidence;
import io.fairlead.sequencer.evidence.OmissionEvidence;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.merkle.MerkleProof;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers accusations of having left an intent out: with the owner's cancellation, the intent's
 * place in its batch, or what the chain shows. For one thread.
 */
final class Defence {
  private static final Logger LOG = LoggerFactory.getLogger(Defence.class);

  private final Sequencer sequencer;
  private final AccusationChain chain;
  private final Map<Bytes32, RelayEvent.Accused> open = new LinkedHashMap<>();

  Defence(Sequencer sequencer, AccusationChain chain) {
    this.sequencer = sequencer;
    this.chain = chain;
  }

  /** Answers what can be answered; how many accusations that was. */
  int round() {
    for (RelayEvent.Accused accused : chain.accusations()) {
      if (chain.isOpen(accused.receiptHash())) {
        open.put(accused.receiptHash(), accused);
        LOG.warn("accusation.made receipt={} leaf={}", accused.receiptHash(), accused.leaf());
      }
    }
    if (open.isEmpty()) {
      return 0;
    }
    long now = chain.time();
    int answered = 0;
    for (Iterator<RelayEvent.Accused> each = open.values().iterator(); each.hasNext(); ) {
      RelayEvent.Accused accused = each.next();
      if (!chain.isOpen(accused.receiptHash())) {
        // Anybody may answer for a relay.
        each.remove();
      } else if (accused.deadline() < now) {
        LOG.error("accusation.unanswered receipt={}", accused.receiptHash());
        each.remove();
      } else if (answer(accused)) {
        each.remove();
        answered++;
      }
    }
    return answered;
  }

  private boolean answer(RelayEvent.Accused accused) {
    for (Bytes call : answers(accused)) {
      if (chain.accepts(call)) {
        chain.send(call);
        LOG.warn("accusation.answered receipt={}", accused.receiptHash());
        return true;
      }
    }
    return false;
  }

  private List<Bytes> answers(RelayEvent.Accused accused) {
    Optional<IntentRecord> found =
        sequencer
            .find(accused.leaf())
            .filter(record -> record.receipt().hash().equals(accused.receiptHash()));
    // Of baskets the registry takes no accusation.
    if (found.isEmpty() || !(found.get().signed() instanceof SignedIntent signed)) {
      return List.of();
    }
    Receipt receipt = found.get().receipt().receipt();
    Intent intent = signed.intent();
    List<Bytes> answers = new ArrayList<>();
    if (found.get().cancelSignature().size() > 0) {
      answers.add(RelayCalls.rebutWithCancel(receipt, intent, found.get().cancelSignature()));
    }
    inclusion(receipt).ifPresent(answers::add);
    answers.add(RelayCalls.rebutWithChain(receipt, intent));
    return answers;
  }

  private Optional<Bytes> inclusion(Receipt receipt) {
    long last =
        Math.min(receipt.lastBatch(), receipt.firstBatch() + OmissionEvidence.MAX_BATCHES - 1);
    for (long number = receipt.firstBatch(); number <= last; number++) {
      Optional<BatchRecord> batch = sequencer.batch(number);
      if (batch.isEmpty()) {
        return Optional.empty();
      }
      Optional<MerkleProof> proof =
          BatchEvidence.tree(batch.get().batch()).inclusion(receipt.leaf());
      if (proof.isPresent()) {
        return Optional.of(
            RelayCalls.rebutWithInclusion(
                receipt, number, proof.get().index(), proof.get().siblings()));
      }
    }
    return Optional.empty();
  }
}
