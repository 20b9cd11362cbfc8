package io.fairlead.relay.solvers.statistics;

import io.fairlead.auction.exact.Rational;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts of one solver since the node was started. Bounded; thread safe. */
final class SolverRecord {
  private static final int TIMES = 512;

  private final SortedMap<String, Long> refused = new TreeMap<>();
  private final long[] micros = new long[TIMES];
  private long asked;
  private long answered;
  private long late;
  private long failed;
  private long valid;
  private long won;
  private long settled;
  private long notSettled;
  private BigInteger scoreTotal = BigInteger.ZERO;
  private BigInteger scoreBest = BigInteger.ZERO;

  /** How a call ended. */
  enum Outcome {
    ANSWERED("answered"),
    LATE("late"),
    FAILED("failed");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /**
   * Figures at one time.
   *
   * @param asked auctions it was asked
   * @param answered with an answer in the format and in time
   * @param late without one in time
   * @param failed with an error
   * @param valid solutions that can be settled
   * @param refused solutions that cannot, by reason; {@code simulationFailed} among them
   * @param won awards
   * @param settled awards that landed
   * @param notSettled awards that did not, or reverted
   * @param scoreTotal of its valid solutions, native wei
   * @param scoreBest of one valid solution, native wei
   * @param medianMicros of its latest answers; 0 if there are none
   * @param p95Micros likewise
   */
  record Figures(
      long asked,
      long answered,
      long late,
      long failed,
      long valid,
      SortedMap<String, Long> refused,
      long won,
      long settled,
      long notSettled,
      BigInteger scoreTotal,
      BigInteger scoreBest,
      long medianMicros,
      long p95Micros) {}

  synchronized void called(Outcome outcome, long nanos) {
    micros[(int) (asked % TIMES)] = nanos / 1_000;
    asked++;
    switch (outcome) {
      case ANSWERED -> answered++;
      case LATE -> late++;
      case FAILED -> failed++;
    }
  }

  synchronized void scored(Rational score) {
    valid++;
    BigInteger wei = score.floor();
    scoreTotal = scoreTotal.add(wei);
    scoreBest = scoreBest.max(wei);
  }

  /** Reasons are the auction's own words, so there are few. */
  synchronized void refused(String reason) {
    refused.merge(reason, 1L, Long::sum);
  }

  synchronized void won() {
    won++;
  }

  synchronized void settled() {
    settled++;
  }

  synchronized void notSettled() {
    notSettled++;
  }

  synchronized Figures figures() {
    long[] sorted = Arrays.copyOf(micros, (int) Math.min(asked, TIMES));
    Arrays.sort(sorted);
    return new Figures(
        asked,
        answered,
        late,
        failed,
        valid,
        new TreeMap<>(refused),
        won,
        settled,
        notSettled,
        scoreTotal,
        scoreBest,
        sorted.length == 0 ? 0 : sorted[sorted.length / 2],
        sorted.length == 0 ? 0 : sorted[(sorted.length * 95) / 100]);
  }
}
