package io.fairlead.auction.replay;

import io.fairlead.auction.exact.Rational;
import io.fairlead.auction.settle.RejectionReason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a recorded auction ends when it is held again. Scores in native wei.
 *
 * @param batch its number
 * @param orders intents in it
 * @param pools pools in it
 * @param landed what users got beyond their limits on chain; zero if nothing landed
 * @param recorded winners under the rules of the replay among the recorded bids alone
 * @param replayed winners with the tried solver's as well; as {@code recorded} if none is tried
 * @param tried what became of the tried solver's solutions, ascending by id
 * @param failure why the tried solver had no answer; null if it had, or if none is tried
 */
public record ReplayedAuction(
    long batch,
    int orders,
    int pools,
    Rational landed,
    List<Won> recorded,
    List<Won> replayed,
    List<Tried> tried,
    @Nullable String failure) {
  /** Copies the lists. */
  public ReplayedAuction {
    recorded = List.copyOf(recorded);
    replayed = List.copyOf(replayed);
    tried = List.copyOf(tried);
  }

  /** A winner. */
  public record Won(String solver, long id, boolean tried, Rational score) {}

  /** What became of a solution of the tried solver. */
  public sealed interface Tried {
    /** Its number. */
    long id();

    /**
     * It is valid.
     *
     * @param gapBps of its certificate, which was recomputed; null if it has none
     * @param executes whether that is known; false if it calls what cannot be computed offline
     * @param won whether it wins
     */
    record Valid(long id, Rational score, @Nullable Integer gapBps, boolean executes, boolean won)
        implements Tried {}

    /** A swap does not give what it says. */
    record Reverts(long id, String detail) implements Tried {}

    /** It cannot be settled. */
    record Refused(long id, RejectionReason reason, String detail) implements Tried {}
  }

  /** Surplus of the recorded bids' winners. */
  public Rational recordedTotal() {
    return total(recorded);
  }

  /** Surplus of the replay's winners. */
  public Rational replayedTotal() {
    return total(replayed);
  }

  private static Rational total(List<Won> winners) {
    return Rational.sum(winners.stream().map(Won::score).toList());
  }
}
