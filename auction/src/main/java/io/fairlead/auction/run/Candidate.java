package io.fairlead.auction.run;

import io.fairlead.auction.election.Candidacy;
import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes32;
import io.fairlead.contracts.settlement.AuctionId;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Settlement;
import java.util.List;

/** A valid solution, and its bid. */
record Candidate(Bid bid, Judgement.Valid judgement) {
  SolutionRef ref() {
    return new SolutionRef(bid.solver(), bid.solutionId());
  }

  /** Ascending. */
  List<Bytes32> intents() {
    return judgement.assembled().intents();
  }

  Settlement settlement() {
    return judgement.assembled().settlement();
  }

  Candidacy candidacy(Address nativeToken) {
    return Candidacy.of(
        ref(), bid.account(), judgement.assembled(), judgement.score(), nativeToken);
  }

  Award award(AuctionId id, Bytes32 batchRoot, long lastBlock, Bytes32 transcriptHash) {
    return new Award(
        id.number(), batchRoot, bid.account(), bid.solutionHash(), lastBlock, transcriptHash);
  }
}
