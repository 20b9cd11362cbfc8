package io.fairlead.sequencer;

/**
 * Figures for operators, each right at some moment during the call.
 *
 * @param journalEntries entries in the journal, the past included
 * @param journalDepth commands waiting for the journal
 * @param syncs how often the journal was synced since opening
 * @param lastSyncNanos nanoseconds the last write and sync took; 0 before the first
 * @param batches batches closed, the past included
 * @param openIntents intents open or in the batch in flight
 * @param receipts receipts given, the past included
 */
public record SequencerStats(
    long journalEntries,
    int journalDepth,
    long syncs,
    long lastSyncNanos,
    long batches,
    int openIntents,
    long receipts) {}
