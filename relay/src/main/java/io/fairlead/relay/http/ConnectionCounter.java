package io.fairlead.relay.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Counts open connections, in all and per address. Thread safe. */
final class ConnectionCounter {
  private final int max;
  private final int maxPerAddress;
  private final Map<String, Integer> open = new HashMap<>();
  private int total;

  ConnectionCounter(int max, int maxPerAddress) {
    this.max = max;
    this.maxPerAddress = maxPerAddress;
  }

  /**
   * Counts a connection until the result is run for the first time; empty if it is one too many.
   */
  synchronized Optional<Runnable> open(String address) {
    int here = open.getOrDefault(address, 0);
    if (total >= max || here >= maxPerAddress) {
      return Optional.empty();
    }
    open.put(address, here + 1);
    total++;
    AtomicBoolean closed = new AtomicBoolean();
    return Optional.of(() -> {
      if (closed.compareAndSet(false, true)) {
        close(address);
      }
    });
  }

  private synchronized void close(String address) {
    if (open.merge(address, -1, Integer::sum) <= 0) {
      open.remove(address);
    }
    total--;
  }

  synchronized int total() {
    return total;
  }
}
