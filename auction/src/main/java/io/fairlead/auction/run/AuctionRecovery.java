package io.fairlead.auction.run;

import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.Optional;

/**
 * Ends the transcript of a batch whose auction was cut off by a kill, once the node knows from the
 * chain what became of the last award. A batch that was only closed needs none of this: its auction
 * is run again from the start.
 */
public final class AuctionRecovery {
  private final TranscriptStore transcripts;

  /** Over the node's transcripts. */
  public AuctionRecovery(TranscriptStore transcripts) {
    this.transcripts = transcripts;
  }

  /** The settlement was found on chain. Returns the running hash; nothing is added twice. */
  public Bytes32 settled(BatchSettlement settlement) {
    return end(settlement.batch(), new TranscriptLine.Landed(settlement));
  }

  /** The last award can no longer execute. Returns the running hash; nothing is added twice. */
  public Bytes32 unsettled(long batch, String reason) {
    return end(batch, new TranscriptLine.Unsettled(Competition.cut(reason)));
  }

  /**
   * Why nothing settles, if the transcript of a batch says so and is complete: the auction was held
   * to its end, and the kill came before the journal heard of it.
   */
  public Optional<String> unsettledBefore(long batch) {
    return transcripts
        .read(batch)
        .filter(TranscriptStore.Stored::complete)
        .map(TranscriptStore.Stored::lines)
        .filter(lines -> lines.size() >= 2)
        .map(lines -> TranscriptJson.read(lines.get(lines.size() - 2)))
        .filter(TranscriptLine.Unsettled.class::isInstance)
        .map(line -> ((TranscriptLine.Unsettled) line).reason());
  }

  private Bytes32 end(long batch, TranscriptLine.Outcome outcome) {
    // The kill, or an error, may have come before the first line.
    TranscriptWriter writer =
        transcripts.read(batch).isPresent()
            ? TranscriptWriter.resume(transcripts, batch)
            : TranscriptWriter.begin(transcripts, batch);
    return writer.ended() ? writer.sync() : writer.end(outcome);
  }
}
