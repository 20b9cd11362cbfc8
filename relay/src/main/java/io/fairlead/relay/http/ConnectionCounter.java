package io.fairlead.relay.http;

import java.util.HashMap;
import java.util.Map;

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

  synchronized boolean open(String address) {
    int here = open.getOrDefault(address, 0);
    if (total >= max || here >= maxPerAddress) {
      return false;
    }
    open.put(address, here + 1);
    total++;
    return true;
  }

  synchronized void close(String address) {
    if (open.merge(address, -1, Integer::sum) <= 0) {
      open.remove(address);
    }
    total--;
  }

  synchronized int total() {
    return total;
  }
}
