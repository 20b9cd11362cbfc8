package io.fairlead.auction.run;

import io.fairlead.auction.judge.Judgement;
import io.fairlead.auction.settle.OrderFill;
import io.fairlead.auction.transcript.TranscriptLine.SolutionRef;
import io.fairlead.auction.winner.Bid;
import io.fairlead.contracts.primitive.Bytes32;
import java.util.List;

/** A valid solution, and its bid. */
record Candidate(Bid bid, Judgement.Valid judgement) {
  SolutionRef ref() {
    return new SolutionRef(bid.solver(), bid.solutionId());
  }

  /** Ascending. */
  List<Bytes32> intents() {
    return judgement.assembled().fills().stream().map(OrderFill::intentHash).toList();
  }
}
