package io.fairlead.auction.election;

import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.auction.winner.Standings;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Solvers' standings from one batch to the next: they are those after the newest earlier batch
 * whose transcript tells them. Thread safe; remembers the newest.
 */
public final class StandingHistory {
  /** Earlier batches that are looked at; older ones count as forgotten. */
  private static final int LOOK_BACK = 1_000;

  private final TranscriptStore transcripts;
  private long known;
  private @Nullable Standings after;

  /** Over the node's transcripts. */
  public StandingHistory(TranscriptStore transcripts) {
    this.transcripts = transcripts;
  }

  /** Before a batch is auctioned. */
  public synchronized Standings before(long batch) {
    for (long number = batch - 1; number > 0 && number >= batch - LOOK_BACK; number--) {
      if (after != null && number == known) {
        return after;
      }
      Optional<Standings> found = transcripts.read(number).flatMap(StandingHistory::kept);
      if (found.isPresent()) {
        known = number;
        after = found.get();
        return after;
      }
    }
    return Standings.FULL;
  }

  /** Transcripts of an older release cannot be read, and say nothing of standings. */
  private static Optional<Standings> kept(TranscriptStore.Stored stored) {
    try {
      return after(stored.lines());
    } catch (JsonFormatException e) {
      return Optional.empty();
    }
  }

  /** What a transcript says it leaves, if it has ended and says so. */
  public static Optional<Standings> after(List<String> lines) {
    return result(lines).flatMap(result -> Optional.ofNullable(result.standings()));
  }

  /** How an ended transcript ends. */
  public static Optional<TranscriptLine.Result> result(List<String> lines) {
    return lines.size() >= 2
            && TranscriptJson.read(lines.get(lines.size() - 2))
                instanceof TranscriptLine.Result result
        ? Optional.of(result)
        : Optional.empty();
  }
}
