package io.fairlead.sequencer.journal;

import io.fairlead.contracts.primitive.Bytes;

/**
 * One thing to remember.
 *
 * @param command the command, as {@link CommandCodec} encodes it
 * @param evidence what carrying it out must produce again
 */
public record JournalEntry(Bytes command, Bytes evidence) {}
