package io.fairlead.devnet.differential;

import java.util.Set;

/** How QuoterV2 counts. */
final class QuoterTicks {
  private QuoterTicks() {}

  /**
   * The initialised ticks QuoterV2 says a swap crossed. It counts marks of the pool's bitmap
   * between both ends, both included, but rounds the ends towards zero, so that one at an end may
   * be counted without having been crossed; only at ends exactly on a mark it corrects itself.
   *
   * @param before the pool's tick before the swap
   * @param after the pool's tick after it
   */
  static long crossed(int before, int after, int spacing, Set<Integer> initialised) {
    int from = Math.min(before / spacing, after / spacing);
    int to = Math.max(before / spacing, after / spacing);
    long marks =
        initialised.stream()
            .mapToInt(tick -> tick / spacing)
            .filter(mark -> mark >= from && mark <= to)
            .count();
    boolean lowerEndTooMany =
        before != after
            && Math.min(before, after) % spacing == 0
            && initialised.contains(Math.min(before, after));
    return lowerEndTooMany ? marks - 1 : marks;
  }
}
