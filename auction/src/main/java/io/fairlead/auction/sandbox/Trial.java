package io.fairlead.auction.sandbox;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would have become of an answer beside the recorded bids. Scores in native wei, rounded down.
 *
 * @param recordedTotal score of the winners among the recorded bids alone
 * @param total score of the winners with this answer among the bids
 * @param reference the largest total without this answer's solutions, by the baselines of all
 * @param exact whether all totals are proved to be the largest
 * @param winners with this answer, highest score first
 * @param solutions what became of each, ascending by id
 */
public record Trial(
    BigInteger recordedTotal,
    BigInteger total,
    BigInteger reference,
    boolean exact,
    List<Winner> winners,
    List<Ruling> solutions) {
  /** Copies the lists. */
  public Trial {
    winners = List.copyOf(winners);
    solutions = List.copyOf(solutions);
  }

  /**
   * A winner.
   *
   * @param tried whether it is the answer's, not a recorded one
   */
  public record Winner(String solver, long id, boolean tried, BigInteger score) {}

  /** What became of one solution. */
  public sealed interface Ruling {
    /** Its number. */
    long id();

    /**
     * It is valid.
     *
     * @param gapBps of its certificate, which was recomputed; null if it has none
     * @param executionChecked false if it calls what cannot be computed offline
     * @param competes false if it fills nobody's order
     * @param fair whether it passes the fairness filter
     * @param rank its place among all fair solutions, from 1; null if it is not one of them
     * @param wins whether it would have won
     * @param difference its score less that of the winners among the recorded bids
     */
    record Admitted(
        long id,
        BigInteger score,
        @Nullable Integer gapBps,
        boolean executionChecked,
        boolean competes,
        boolean fair,
        @Nullable Integer rank,
        boolean wins,
        BigInteger difference)
        implements Ruling {}

    /**
     * It cannot be settled.
     *
     * @param code stable word
     * @param detail what is wrong
     * @param item path of the part at fault, within the solution or from {@code $} within the
     *     answer; null if it is not one part
     * @param token at fault, if one is
     */
    record Refused(
        long id, String code, String detail, @Nullable String item, @Nullable Address token)
        implements Ruling {}
  }
}
