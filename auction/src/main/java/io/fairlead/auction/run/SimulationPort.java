package io.fairlead.auction.run;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Settlement;

/** Executes a settlement against the chain's state without sending it. */
public interface SimulationPort {
  /**
   * Runs {@code settle} on top of {@code block} as if {@code award} were signed by the auctioneer.
   */
  Result simulate(Award award, Settlement settlement, BlockRef block);

  /** What would happen. */
  sealed interface Result {
    /** It executes. */
    record Executes(long gasUsed) implements Result {}

    /** It reverts; {@code reason} names the contract's error where it is known. */
    record Reverts(String reason) implements Result {}

    /** The chain node did not answer. */
    record Unavailable(String reason) implements Result {}
  }
}
