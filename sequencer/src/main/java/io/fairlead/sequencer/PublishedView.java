package io.fairlead.sequencer;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.intent.IntentRecord;
import io.fairlead.sequencer.state.Transition;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/**
 * What is durable, for any thread to read. Written by the journal's thread alone. Each answer is
 * right at some moment; two answers can be from two moments.
 */
final class PublishedView {
  /** Sorts an owner's intents together, newest first. */
  private record OwnerKey(Address owner, long seq) {
    static final Comparator<OwnerKey> ORDER =
        Comparator.comparing(OwnerKey::owner)
            .thenComparing(Comparator.comparingLong(OwnerKey::seq).reversed());
  }

  private final ConcurrentMap<Bytes32, IntentRecord> intents = new ConcurrentHashMap<>();
  private final ConcurrentMap<Long, BatchRecord> batches = new ConcurrentHashMap<>();
  private final ConcurrentNavigableMap<OwnerKey, Bytes32> owners =
      new ConcurrentSkipListMap<>(OwnerKey.ORDER);
  private volatile @Nullable BatchRecord inFlight;
  private volatile int openIntents;

  void publish(Transition transition) {
    for (IntentRecord intent : transition.intents()) {
      if (intents.put(intent.intentHash(), intent) == null) {
        Address owner = intent.signed().owner();
        owners.put(new OwnerKey(owner, intent.receipt().receipt().seq()), intent.intentHash());
      }
    }
    for (BatchRecord batch : transition.batches()) {
      publish(batch);
    }
    openIntents = transition.openIntents();
  }

  private void publish(BatchRecord batch) {
    long number = batch.batch().number();
    batches.put(number, batch);
    BatchRecord current = inFlight;
    if (batch.isInFlight()) {
      inFlight = batch;
    } else if (current != null && current.batch().number() == number) {
      inFlight = null;
    }
  }

  Optional<IntentRecord> find(Bytes32 intentHash) {
    return Optional.ofNullable(intents.get(intentHash));
  }

  List<IntentRecord> byOwner(Address owner, int limit) {
    return owners
        .subMap(new OwnerKey(owner, Long.MAX_VALUE), true, new OwnerKey(owner, 0), true)
        .values()
        .stream()
        .limit(limit)
        .map(intents::get)
        .filter(Objects::nonNull)
        .toList();
  }

  List<IntentRecord> live() {
    return intents.values().stream()
        .filter(intent -> !intent.status().isFinal())
        .sorted(Comparator.comparingLong(intent -> intent.receipt().receipt().seq()))
        .toList();
  }

  Optional<BatchRecord> batch(long number) {
    return Optional.ofNullable(batches.get(number));
  }

  Optional<BatchRecord> inFlight() {
    return Optional.ofNullable(inFlight);
  }

  int openIntents() {
    return openIntents;
  }

  int batches() {
    return batches.size();
  }

  int receipts() {
    return intents.size();
  }
}
