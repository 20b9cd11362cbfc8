package io.fairlead.sequencer;

/**
 * Limits of a sequencer. The first two decide which batch an intent enters; they are therefore
 * written to the journal and may be changed from one opening to the next without breaking receipts
 * that were given before.
 *
 * @param maxBatchEntries most intents in one batch, at least 2
 * @param maxOpenIntents most intents that are open or in the batch in flight, at least 1
 * @param journalQueue most submissions and cancellations waiting for the journal, at least 1; more
 *     are refused as {@link SequencerException.Reason#OVERLOADED}
 */
public record SequencerConfig(int maxBatchEntries, int maxOpenIntents, int journalQueue) {
  /** A batch that solvers can still clear well within a slot, and a book for one machine. */
  public static final SequencerConfig DEFAULT = new SequencerConfig(1_000, 100_000, 8_192);

  /**
   * @throws IllegalArgumentException naming the field that is too small or too large
   */
  public SequencerConfig {
    require("maxBatchEntries", maxBatchEntries, 2, 100_000);
    require("maxOpenIntents", maxOpenIntents, 1, 10_000_000);
    require("journalQueue", journalQueue, 1, 1_000_000);
  }

  private static void require(String field, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          field + " must be " + least + " to " + most + ", not " + value);
    }
  }
}
