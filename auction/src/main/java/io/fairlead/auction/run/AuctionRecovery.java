package io.fairlead.auction.run;

import io.fairlead.auction.election.Accounts;
import io.fairlead.auction.election.StandingHistory;
import io.fairlead.auction.json.JsonFormatException;
import io.fairlead.auction.transcript.TranscriptJson;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.auction.transcript.TranscriptLine.AwardLine;
import io.fairlead.auction.transcript.TranscriptStore;
import io.fairlead.auction.transcript.TranscriptWriter;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.sequencer.batch.BatchSettlement;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transcript of a batch whose auction was cut off by a kill, once the node knows from the
 * chain what became of its awards. A batch that was only closed needs none of this: its auction is
 * run again from the start.
 */
public final class AuctionRecovery {
  private static final Logger log = LoggerFactory.getLogger(AuctionRecovery.class);
  private static final String CUT = "the auction was cut off";
  private static final String MISSED = "not on chain by the award's last block";

  private final TranscriptStore transcripts;

  /** Over the node's transcripts. */
  public AuctionRecovery(TranscriptStore transcripts) {
    this.transcripts = transcripts;
  }

  /**
   * No award of the batch can execute any more. Returns the running hash; nothing is added twice.
   *
   * @param settlements of the batch that are on chain
   * @param reason why what was not filled was not
   */
  public Bytes32 ended(long batch, Collection<BatchSettlement> settlements, String reason) {
    // The kill, or an error, may have come before the first line.
    Optional<TranscriptStore.Stored> stored = transcripts.read(batch);
    TranscriptWriter writer =
        stored.isPresent()
            ? TranscriptWriter.resume(transcripts, batch)
            : TranscriptWriter.begin(transcripts, batch);
    if (writer.ended()) {
      return writer.sync();
    }
    Accounts accounts = new Accounts();
    stored.ifPresent(kept -> read(kept, accounts));
    writer.add(new TranscriptLine.Cut(CUT));
    for (AwardLine award : accounts.open()) {
      TranscriptLine.Outcome outcome = outcome(award, settlements);
      writer.add(outcome);
      accounts.add(outcome);
    }
    return writer.end(accounts.result(Competition.cut(reason)));
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
        .filter(lines -> lines.stream().noneMatch(AuctionRecovery::landed))
        .flatMap(StandingHistory::result)
        .map(TranscriptLine.Result::reason);
  }

  /** Lines of an older release cannot be read, and must not keep the node from going on. */
  private static void read(TranscriptStore.Stored stored, Accounts accounts) {
    try {
      stored.lines().forEach(line -> accounts.add(TranscriptJson.read(line)));
    } catch (JsonFormatException e) {
      log.warn("a transcript that was cut off cannot be read: {}", e.getMessage());
    }
  }

  private static boolean landed(String line) {
    return line.contains("\"outcome\"")
        && TranscriptJson.read(line) instanceof TranscriptLine.Landed;
  }

  private static TranscriptLine.Outcome outcome(
      AwardLine award, Collection<BatchSettlement> settlements) {
    int place = AuctionId.of(award.award().auctionId()).place();
    return settlements.stream()
        .filter(settlement -> settlement.place() == place)
        .findFirst()
        .<TranscriptLine.Outcome>map(TranscriptLine.Landed::new)
        .orElseGet(() -> new TranscriptLine.Missed(place, MISSED));
  }
}
