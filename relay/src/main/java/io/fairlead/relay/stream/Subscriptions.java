package io.fairlead.relay.stream;

import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.relay.rpc.EventChannel;
import io.fairlead.relay.rpc.RpcError;
import io.fairlead.relay.rpc.RpcFault;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Who wants to hear of what. Thread safe; handing over an event never waits for a consumer. */
public final class Subscriptions {
  /** What a subscription is about. */
  public sealed interface Topic {
    /** One intent. */
    record OfIntent(Bytes32 intentHash) implements Topic {}

    /** Every intent of an owner. */
    record OfOwner(Address owner) implements Topic {}

    /** Batches. */
    record OfBatches() implements Topic {}

    /** A solver's own solutions. */
    record OfSolver(String solver) implements Topic {
      @Override
      public String method() {
        return AUCTION;
      }
    }

    /** The solutions of every batch that ends. */
    record OfSolutions() implements Topic {
      @Override
      public String method() {
        return AUCTION;
      }
    }

    /** Method of the notifications. */
    default String method() {
      return "intent_subscription";
    }
  }

  private static final String AUCTION = "auction_subscription";

  private record Subscription(EventChannel channel, Topic topic) {}

  private final int maxPerChannel;
  private final AtomicLong ids = new AtomicLong();
  private final Map<String, Subscription> byId = new HashMap<>();
  private final Map<Topic, Map<String, EventChannel>> byTopic = new HashMap<>();
  private final Map<EventChannel, Integer> perChannel = new HashMap<>();

  /**
   * @param maxPerChannel most subscriptions of one connection
   */
  public Subscriptions(int maxPerChannel) {
    this.maxPerChannel = maxPerChannel;
  }

  /**
   * Adds one, until it is removed or its connection ends.
   *
   * @return its id
   * @throws RpcFault {@link RpcError#OVERLOADED} if the connection has too many
   */
  public String add(EventChannel channel, Topic topic) {
    String id = "0x" + Long.toHexString(ids.incrementAndGet());
    synchronized (this) {
      if (perChannel.getOrDefault(channel, 0) >= maxPerChannel) {
        throw new RpcFault(
            RpcError.OVERLOADED, "a connection may have " + maxPerChannel + " subscriptions");
      }
      perChannel.merge(channel, 1, Integer::sum);
      byId.put(id, new Subscription(channel, topic));
      byTopic.computeIfAbsent(topic, _ -> new LinkedHashMap<>()).put(id, channel);
    }
    channel.onClose(() -> remove(id));
    return id;
  }

  /** Removes one if it belongs to the connection; whether it did. */
  public synchronized boolean remove(EventChannel channel, String id) {
    Subscription subscription = byId.get(id);
    return subscription != null && subscription.channel().equals(channel) && remove(id);
  }

  private synchronized boolean remove(String id) {
    Subscription subscription = byId.remove(id);
    if (subscription == null) {
      return false;
    }
    if (perChannel.merge(subscription.channel(), -1, Integer::sum) <= 0) {
      perChannel.remove(subscription.channel());
    }
    Map<String, EventChannel> topic = byTopic.get(subscription.topic());
    if (topic != null) {
      topic.remove(id);
      if (topic.isEmpty()) {
        byTopic.remove(subscription.topic());
      }
    }
    return true;
  }

  /** How many there are. */
  public synchronized int size() {
    return byId.size();
  }

  /** Whether anybody wants to hear of it. */
  public synchronized boolean wanted(Topic topic) {
    return byTopic.containsKey(topic);
  }

  /** Tells everybody who wants to hear. */
  public void publish(Topic topic, ObjectNode event) {
    Map<String, EventChannel> to;
    synchronized (this) {
      to = new LinkedHashMap<>(byTopic.getOrDefault(topic, Map.of()));
    }
    to.forEach((id, channel) -> channel.push(notification(topic.method(), id, event)));
  }

  private static ObjectNode notification(String method, String id, ObjectNode event) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("jsonrpc", "2.0").put("method", method);
    json.putObject("params").put("subscription", id).set("result", event);
    return json;
  }
}
