package io.fairlead.auction.verify;

import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;
import java.util.SortedSet;

/** What a verification comes to. */
public sealed interface Verdict {
  /** Everything that was looked at agrees. */
  record Agrees(Summary summary) implements Verdict {}

  /**
   * Something does not.
   *
   * @param step what was looked at
   * @param line number of the line, from 1; one more than there are if one is missing
   * @param expected what it should be
   * @param found what it is
   */
  record Disagrees(VerificationStep step, int line, String expected, String found)
      implements Verdict {}

  /**
   * What was verified, and what could not be.
   *
   * @param batch number
   * @param intents in the batch
   * @param receipts of them that are in the transcript
   * @param solvers asked
   * @param solutions judged
   * @param simulationFailures solutions passed over because they were said to revert: taken on
   *     trust
   * @param unreadable solutions refused before they could be recorded: taken on trust
   * @param awards made
   * @param transactions the settlements, ascending by place
   * @param cut whether the auction went on no further than it was recorded, as a node says that was
   *     stopped: taken on trust
   * @param transcriptHash running hash of the whole transcript
   * @param unchecked what the chain node could not tell, for example because it keeps no old state
   */
  record Summary(
      long batch,
      int intents,
      int receipts,
      int solvers,
      int solutions,
      int simulationFailures,
      int unreadable,
      int awards,
      List<Bytes32> transactions,
      boolean cut,
      Bytes32 transcriptHash,
      SortedSet<VerificationStep> unchecked) {
    /** Copies the list. */
    public Summary {
      transactions = List.copyOf(transactions);
    }
  }
}
