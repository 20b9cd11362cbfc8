package io.fairlead.auction.run;

import io.fairlead.auction.score.Score;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.sequencer.batch.BatchSettlement;

/** How an auction ended. */
public sealed interface AuctionResult {
  /** Running hash of the complete transcript. */
  Bytes32 transcriptHash();

  /** A settlement is on chain. */
  record Settled(BatchSettlement settlement, String solver, Score score, Bytes32 transcriptHash)
      implements AuctionResult {}

  /** None is, and none of this batch can come any more. */
  record Unsettled(String reason, Bytes32 transcriptHash) implements AuctionResult {}
}
