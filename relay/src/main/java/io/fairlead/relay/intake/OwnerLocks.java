package io.fairlead.relay.intake;

import io.fairlead.contracts.primitive.Address;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Lets one submission of an owner at a time decide, so that two cannot take one nonce. */
final class OwnerLocks {
  private static final int STRIPES = 256;
  private final ReentrantLock[] locks =
      IntStream.range(0, STRIPES).mapToObj(_ -> new ReentrantLock()).toArray(ReentrantLock[]::new);

  <T> T with(Address owner, Supplier<T> action) {
    ReentrantLock lock = locks[Math.floorMod(owner.hashCode(), STRIPES)];
    lock.lock();
    try {
      return action.get();
    } finally {
      lock.unlock();
    }
  }
}
