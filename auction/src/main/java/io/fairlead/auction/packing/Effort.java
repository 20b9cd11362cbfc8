package io.fairlead.auction.packing;

/** How much has been searched, and when to stop. For one thread. */
final class Effort {
  private long limit;
  private long steps;
  private long nodes;

  /** Lets the search go on until so many steps have been spent since the start. */
  void allow(long steps) {
    limit = steps;
  }

  void spend(long more) {
    steps += more;
  }

  void node() {
    nodes++;
  }

  boolean exhausted() {
    return steps >= limit;
  }

  long steps() {
    return steps;
  }

  long nodes() {
    return nodes;
  }
}
