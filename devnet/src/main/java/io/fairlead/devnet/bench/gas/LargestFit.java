package io.fairlead.devnet.bench.gas;

import java.util.function.IntPredicate;

/** Searches for the largest number that fits, asking as rarely as a good guess allows. */
final class LargestFit {
  private LargestFit() {}

  /**
   * The largest number from {@code smallest} to {@code largest} that fits.
   *
   * @param smallest fits
   * @param guess where to begin
   * @param fits for every number below one that fits too
   */
  static int find(int smallest, int largest, int guess, IntPredicate fits) {
    int good = smallest;
    int bad = largest + 1;
    int next = Math.clamp(guess, smallest, largest);
    for (int step = 1; bad - good > 1; step = Math.min(step * 2, largest)) {
      if (next <= good || next >= bad) {
        next = good + (bad - good) / 2;
      }
      if (fits.test(next)) {
        good = next;
        next += step;
      } else {
        bad = next;
        next -= step;
      }
    }
    return good;
  }
}
