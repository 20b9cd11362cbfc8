package io.fairlead.relay.batching;

import io.fairlead.sequencer.batch.Batch;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.List;

/** Runs one auction to its end, and records its awards before they are sent. Blocking. */
public interface BatchAuction {
  /**
   * Auctions a batch.
   *
   * @throws RuntimeException if it could not be carried through; an award that was recorded may
   *     still be on its way
   */
  Result run(Batch batch);

  /**
   * A batch has ended whose auction did not get to its end, or did not get to say so.
   *
   * @param settlements of its winners, as the chain says
   * @param reason why what was not filled was not
   */
  void ended(long batch, List<BatchSettlement> settlements, String reason);

  /**
   * How it ended; nothing else of it can come on chain any more.
   *
   * @param settlements that are
   * @param reason why what was not filled was not
   */
  record Result(List<BatchSettlement> settlements, String reason) {
    /** Copies the list. */
    public Result {
      settlements = List.copyOf(settlements);
    }
  }
}
