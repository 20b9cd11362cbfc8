package io.fairlead.relay.stream;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.batch.Commitments;
import io.fairlead.relay.stream.Subscriptions.Topic;
import io.fairlead.sequencer.Sequencer;
import io.fairlead.sequencer.SequencerEvent;
import io.fairlead.sequencer.SequencerListener;
import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchEntry;
import io.fairlead.sequencer.batch.BatchRecord;
import io.fairlead.sequencer.batch.BatchSettlement;
import io.fairlead.sequencer.intent.IntentRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Turns what the sequencer and the auction say into events of intents and batches, remembers them
 * and passes them on. Thread safe; never blocks on a consumer.
 */
public final class EventStream implements SequencerListener {
  private static final int MAX_INTENTS = 100_000;
  private static final int MAX_EVENTS = 64;

  /** Why an intent is cancelled whose owner has not signed that. */
  static final String ON_CHAIN = "onChain";

  private final Sequencer sequencer;
  private final Subscriptions subscriptions;
  private final Commitments commitments;
  private final LongSupplier unixSeconds;
  private final EventLog log = new EventLog(MAX_INTENTS, MAX_EVENTS);
  // Why intents of the batch in flight were not filled, as far as the auction has said.
  private final Map<Bytes32, String> reasons = new ConcurrentHashMap<>();

  /**
   * @param commitments made public when a batch is closed
   * @param unixSeconds time of events
   */
  public EventStream(
      Sequencer sequencer,
      Subscriptions subscriptions,
      Commitments commitments,
      LongSupplier unixSeconds) {
    this.sequencer = sequencer;
    this.subscriptions = subscriptions;
    this.commitments = commitments;
    this.unixSeconds = unixSeconds;
  }

  /** What happened to an intent so far, oldest first. */
  public List<IntentEvent> history(IntentRecord intent) {
    return History.of(intent, log.of(intent.intentHash()), sequencer);
  }

  /** A valid solution fills the intent. */
  public void considered(long batch, Bytes32 intentHash, @Nullable String detail) {
    tell(intentHash, EventWord.CONSIDERED, batch, detail);
  }

  /** Only losing solutions fill the intent. */
  public void outbid(long batch, Bytes32 intentHash, @Nullable String detail) {
    reasons.put(intentHash, "outbid");
    tell(intentHash, EventWord.OUTBID, batch, detail);
  }

  /** A winning solution fills the intent. */
  public void won(long batch, Bytes32 intentHash, @Nullable String detail) {
    reasons.remove(intentHash);
    tell(intentHash, EventWord.WON, batch, detail);
  }

  /** The auction knows why this intent will not be filled; told when the batch has ended. */
  public void notFilledBecause(Bytes32 intentHash, String reason) {
    reasons.put(intentHash, reason);
  }

  @Override
  public void on(SequencerEvent event) {
    switch (event) {
      case SequencerEvent.Accepted(IntentRecord intent) ->
          tell(
              intent.intentHash(),
              intent.signed().owner(),
              new IntentEvent(now(), EventWord.RECEIVED, null, null),
              null);
      case SequencerEvent.Cancelled(Bytes32 hash, boolean onChain) ->
          tell(hash, EventWord.CANCELLED, null, onChain ? ON_CHAIN : null);
      case SequencerEvent.Expired(Bytes32 hash) -> tell(hash, EventWord.EXPIRED, null, null);
      case SequencerEvent.Closed(Batch batch) -> {
        reasons.clear();
        batch.entries().forEach(entry -> tell(batch, entry, EventWord.IN_BATCH, null));
        publishBatch(
            batch.number(),
            "closed",
            json ->
                json.put("block", Long.toString(batch.block().number()))
                    .put("root", batch.root().toString())
                    .put("intents", batch.entries().size())
                    .set("commitment", commitments.json(batch)));
      }
      case SequencerEvent.Awarded(var award) -> {
        award.intents().forEach(hash -> tell(hash, EventWord.SUBMITTED, award.batch(), null));
        publishBatch(
            award.batch(),
            "awarded",
            json -> json.put("place", award.place()).put("solver", award.solver()));
      }
      case SequencerEvent.Settled(BatchSettlement settlement) -> settled(settlement);
      case SequencerEvent.Ended(long batch, String reason) -> ended(batch, reason);
      case SequencerEvent.Reverted(BatchSettlement settlement) -> {
        settlement.intents().stream()
            .filter(hash -> sequencer.find(hash).isPresent())
            .forEach(hash -> tell(hash, EventWord.REVERTED, settlement.batch(), null));
        publishBatch(settlement.batch(), "reverted", json -> json.put("place", settlement.place()));
      }
    }
  }

  private void ended(long batch, String reason) {
    Optional<BatchRecord> record = sequencer.batch(batch);
    Set<Bytes32> filled = new HashSet<>();
    record.ifPresent(found -> found.settlements().forEach(one -> filled.addAll(one.intents())));
    record.ifPresent(found ->
        found.batch().entries().stream()
            .filter(entry -> !filled.contains(entry.intentHash()))
            .forEach(entry ->
                tell(
                    found.batch(),
                    entry,
                    EventWord.NOT_FILLED,
                    reasons.getOrDefault(entry.intentHash(), reason))));
    boolean settled = record.filter(found -> !found.settlements().isEmpty()).isPresent();
    publishBatch(
        batch,
        settled ? "ended" : "unsettled",
        json -> {
          if (!settled) {
            json.put("reason", reason);
          }
        });
  }

  private void settled(BatchSettlement settlement) {
    for (FillJson one : FillJson.of(settlement)) {
      sequencer
          .find(one.intentHash())
          .ifPresent(intent -> {
            ObjectNode extra = JsonNodeFactory.instance.objectNode();
            extra
                .put("transactionHash", settlement.transactionHash().toString())
                .put("blockNumber", Long.toString(settlement.block().number()))
                .setAll(one.json());
            tell(
                one.intentHash(),
                intent.signed().owner(),
                new IntentEvent(now(), EventWord.SETTLED, settlement.batch(), null),
                extra);
          });
    }
    publishBatch(
        settlement.batch(),
        "settled",
        json ->
            json.put("place", settlement.place())
                .put("transactionHash", settlement.transactionHash().toString())
                .put("blockNumber", Long.toString(settlement.block().number()))
                .put("fills", FillJson.of(settlement).size()));
  }

  private void tell(Batch batch, BatchEntry entry, EventWord word, @Nullable String detail) {
    tell(
        entry.intentHash(),
        entry.signed().owner(),
        new IntentEvent(now(), word, batch.number(), detail),
        null);
  }

  private void tell(Bytes32 hash, EventWord word, @Nullable Long batch, @Nullable String detail) {
    Address owner =
        sequencer.find(hash).map(intent -> intent.signed().owner()).orElse(Address.ZERO);
    tell(hash, owner, new IntentEvent(now(), word, batch, detail), null);
  }

  private void tell(Bytes32 hash, Address owner, IntentEvent event, @Nullable ObjectNode extra) {
    log.add(hash, event);
    Topic ofIntent = new Topic.OfIntent(hash);
    Topic ofOwner = new Topic.OfOwner(owner);
    if (!subscriptions.wanted(ofIntent) && !subscriptions.wanted(ofOwner)) {
      return;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("intentHash", hash.toString());
    json.setAll(event.toJson());
    if (extra != null) {
      json.setAll(extra);
    }
    subscriptions.publish(ofIntent, json);
    subscriptions.publish(ofOwner, json);
  }

  private void publishBatch(long batch, String stage, Consumer<ObjectNode> members) {
    Topic topic = new Topic.OfBatches();
    if (subscriptions.wanted(topic)) {
      ObjectNode json =
          JsonNodeFactory.instance
              .objectNode()
              .put("event", "batch")
              .put("stage", stage)
              .put("batch", Long.toString(batch));
      members.accept(json);
      subscriptions.publish(topic, json);
    }
  }

  private long now() {
    return unixSeconds.getAsLong();
  }
}
