package io.fairlead.auction.run;

import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.Award;
import io.fairlead.contracts.settlement.Settlement;
import java.util.List;

/** Executes settlements against the chain's state without sending them. */
public interface SimulationPort {
  /**
   * Runs a settlement on the state that those before it leave, as if all awards were signed by the
   * auctioneer. Where the chain node cannot do that it runs on {@code block} alone.
   *
   * @param before executed in this order on top of {@code block}, as transactions of their own
   * @param trial the one that the answer is about
   */
  Result simulate(List<Trial> before, Trial trial, BlockRef block);

  /** A settlement and what would award it. */
  record Trial(Award award, Settlement settlement) {}

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
