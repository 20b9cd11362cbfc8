package io.fairlead.sequencer.state;

import io.fairlead.contracts.intent.Intent;
import io.fairlead.contracts.intent.Side;
import io.fairlead.contracts.intent.SignedIntent;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Fill;
import io.fairlead.sequencer.Samples;
import io.fairlead.sequencer.intent.IntentStatus;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** What the sequencer should do, in the plainest way: lists, searched from end to end. */
final class NaiveModel {
  static final class Item {
    final Bytes32 hash;
    final Intent intent;
    final List<Long> batches = new ArrayList<>();

    /** By the award's number on chain. */
    final Map<Long, Fill> fills = new TreeMap<>();

    boolean cancelRequested;
    boolean onChain;
    boolean expired;
    boolean cancelled;

    Item(SignedIntent signed) {
      this.hash = Samples.hash(signed);
      this.intent = signed.intent();
    }

    BigInteger sold() {
      return fills.values().stream().map(Fill::sold).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger bought() {
      return fills.values().stream().map(Fill::bought).reduce(BigInteger.ZERO, BigInteger::add);
    }

    BigInteger left() {
      return intent.side() == Side.SELL
          ? intent.sellAmount().subtract(sold())
          : intent.buyAmount().subtract(bought());
    }
  }

  final List<Item> items = new ArrayList<>();
  final List<List<Bytes32>> batches = new ArrayList<>();

  /** By the award's number on chain, like what settled. */
  final Map<Long, List<Bytes32>> awarded = new TreeMap<>();

  final Map<Long, Map<Bytes32, Fill>> settled = new TreeMap<>();
  boolean inFlight;
  int maxEntries;
  int maxOpen;
  long now;

  Item item(Bytes32 hash) {
    return items.stream().filter(item -> item.hash.equals(hash)).findFirst().orElseThrow();
  }

  boolean isInFlight(Item item) {
    return inFlight && batches.getLast().contains(item.hash);
  }

  IntentStatus status(Item item) {
    if (item.left().signum() == 0) {
      return IntentStatus.FILLED;
    }
    if (isInFlight(item)) {
      return IntentStatus.IN_BATCH;
    }
    if (item.cancelled) {
      return IntentStatus.CANCELLED;
    }
    return item.expired ? IntentStatus.EXPIRED : IntentStatus.OPEN;
  }

  int live() {
    return (int) items.stream().filter(item -> !status(item).isFinal()).count();
  }

  /** Whether it was accepted. */
  boolean submit(SignedIntent signed, long observed) {
    if (live() >= maxOpen) {
      return false;
    }
    now = Math.max(now, observed);
    items.add(new Item(signed));
    return true;
  }

  void cancel(Item item, boolean onChain) {
    item.onChain = onChain;
    item.cancelRequested = true;
    item.cancelled = !isInFlight(item);
  }

  Optional<List<Bytes32>> close(long time) {
    if (inFlight || time < now) {
      return Optional.empty();
    }
    List<Item> open = items.stream().filter(i -> status(i) == IntentStatus.OPEN).toList();
    List<Item> valid =
        open.stream()
            .filter(i -> i.intent.validFrom() <= time && time <= i.intent.validTo())
            .toList();
    boolean anyExpired = false;
    for (Item item : open) {
      if (item.intent.validTo() < time) {
        item.expired = true;
        anyExpired = true;
      }
    }
    if (anyExpired || !valid.isEmpty()) {
      now = time;
    }
    if (valid.isEmpty()) {
      return Optional.empty();
    }
    List<Item> fresh = valid.stream().filter(i -> i.batches.isEmpty()).toList();
    List<Item> tried =
        valid.stream()
            .filter(i -> !i.batches.isEmpty())
            .sorted(Comparator.comparing((Item i) -> i.batches.getLast()))
            .toList();
    int forTried = Math.max(Math.max(1, maxEntries / 4), maxEntries - fresh.size());
    List<Item> chosen = new ArrayList<>(tried.stream().limit(forTried).toList());
    chosen.addAll(fresh.stream().limit(maxEntries - chosen.size()).toList());
    chosen.forEach(i -> i.batches.add((long) batches.size() + 1));
    inFlight = true;
    batches.add(chosen.stream().map(i -> i.hash).sorted().toList());
    return Optional.of(batches.getLast());
  }

  void settle(AuctionId id, Map<Bytes32, Fill> fills, boolean ends) {
    settled.put(id.number(), fills);
    fills.forEach((hash, fill) -> item(hash).fills.put(id.number(), fill));
    if (inFlight && id.batch() == batches.size() && ends) {
      end();
    } else {
      fills.keySet().forEach(hash -> refresh(item(hash)));
    }
  }

  void end() {
    List<Bytes32> ended = batches.getLast();
    inFlight = false;
    ended.forEach(hash -> refresh(item(hash)));
  }

  void revert(long number) {
    Map<Bytes32, Fill> fills = Objects.requireNonNull(settled.remove(number));
    fills.keySet().forEach(hash -> item(hash).fills.remove(number));
    fills.keySet().forEach(hash -> refresh(item(hash)));
  }

  private void refresh(Item item) {
    if (!isInFlight(item)) {
      item.cancelled = item.cancelRequested;
      item.expired = item.intent.validTo() < now;
    }
  }
}
