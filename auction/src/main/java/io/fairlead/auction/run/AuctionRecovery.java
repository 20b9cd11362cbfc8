package io.fairlead.auction.run;

import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;

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

  private Bytes32 end(long batch, TranscriptLine.Outcome outcome) {
    TranscriptWriter writer = TranscriptWriter.resume(transcripts, batch);
    return writer.ended() ? writer.sync() : writer.end(outcome);
  }
}
