package io.fairlead.auction.winner;

import io.fairlead.auction.exact.ExactSum;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A valid solution that competes beside others for a place among the winners.
 *
 * @param key names it in the result; one of a kind
 * @param solver who would be rewarded
 * @param hash of what it executes; decides ties together with the seed
 * @param orders each order it fills and the pair that is traded in
 * @param pairScores native wei for the orders of each pair, exact
 */
public record Contender(
    String key,
    String solver,
    Bytes32 hash,
    SortedMap<String, TokenPair> orders,
    SortedMap<TokenPair, ExactSum> pairScores) {
  /**
   * Copies the maps.
   *
   * @throws IllegalArgumentException if it fills nothing, has a score below zero, or a pair without
   *     a score
   */
  public Contender {
    orders = Collections.unmodifiableSortedMap(new TreeMap<>(orders));
    pairScores = Collections.unmodifiableSortedMap(new TreeMap<>(pairScores));
    if (orders.isEmpty() || !pairScores.keySet().containsAll(orders.values())) {
      throw new IllegalArgumentException("a contender fills orders and has a score for each pair");
    }
    if (pairScores.values().stream().anyMatch(score -> score.signum() < 0)) {
      throw new IllegalArgumentException("a score is not below zero");
    }
  }

  /** Native wei, the exact sum rounded down once. */
  public BigInteger score() {
    return ExactSum.total(pairScores.values()).floor();
  }
}
