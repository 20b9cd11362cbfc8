package io.fairlead.devnet.bench.gas;

import java.util.ArrayList;
import java.util.List;

/**
 * What is measured beside the rows.
 *
 * @param node what a node sends, and GPv2 with the same swap
 * @param breakdowns what settlements of one and two intents are spent on
 * @param checks what is paid for safety
 * @param largest the largest settlements that fit into one transaction
 * @param rejections late transactions
 * @param routed one order filled through a Uniswap V3 pool; the mode says how the router was
 *     approved
 * @param tokens settlements with a plain token and with a usual one
 */
record Extras(
    List<Row> node,
    List<Breakdown> breakdowns,
    List<CheckCost> checks,
    List<Measurement> largest,
    List<Rejection> rejections,
    List<Measurement> routed,
    List<TokenRow> tokens) {
  /** Copies the lists. */
  Extras {
    node = List.copyOf(node);
    breakdowns = List.copyOf(breakdowns);
    checks = List.copyOf(checks);
    largest = List.copyOf(largest);
    rejections = List.copyOf(rejections);
    routed = List.copyOf(routed);
    tokens = List.copyOf(tokens);
  }

  /** With settlements of another token behind those that are there. */
  Extras with(List<TokenRow> more) {
    List<TokenRow> all = new ArrayList<>(tokens);
    all.addAll(more);
    return new Extras(node, breakdowns, checks, largest, rejections, routed, all);
  }
}
