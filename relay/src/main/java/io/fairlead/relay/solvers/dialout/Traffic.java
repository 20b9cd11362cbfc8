package io.fairlead.relay.solvers.dialout;

import java.util.concurrent.atomic.AtomicLong;

/** How much was sent to one solver, and how much changes saved. Thread safe. */
public final class Traffic {
  private final AtomicLong whole = new AtomicLong();
  private final AtomicLong wholeBytes = new AtomicLong();
  private final AtomicLong changed = new AtomicLong();
  private final AtomicLong changedBytes = new AtomicLong();
  private final AtomicLong savedBytes = new AtomicLong();

  /**
   * Figures at one time.
   *
   * @param whole requests sent whole
   * @param wholeBytes their characters
   * @param changed requests sent as changes
   * @param changedBytes their characters
   * @param savedBytes what the latter would have had more, sent whole
   */
  public record Figures(
      long whole, long wholeBytes, long changed, long changedBytes, long savedBytes) {}

  void whole(int size) {
    whole.incrementAndGet();
    wholeBytes.addAndGet(size);
  }

  void changed(int size, int insteadOf) {
    changed.incrementAndGet();
    changedBytes.addAndGet(size);
    savedBytes.addAndGet(insteadOf - size);
  }

  /** What it is now. */
  public Figures figures() {
    return new Figures(
        whole.get(), wholeBytes.get(), changed.get(), changedBytes.get(), savedBytes.get());
  }
}
