package io.fairlead.devnet.bench.gas;

import java.util.List;

/**
 * What is measured beside the rows.
 *
 * @param largest the largest settlements that fit into one transaction
 * @param rejections late transactions
 * @param routed one order filled through a Uniswap V3 pool; the mode says how the router was
 *     approved
 */
public record Extras(
    List<Measurement> largest, List<Rejection> rejections, List<Measurement> routed) {
  /** Copies the lists. */
  public Extras {
    largest = List.copyOf(largest);
    rejections = List.copyOf(rejections);
    routed = List.copyOf(routed);
  }
}
