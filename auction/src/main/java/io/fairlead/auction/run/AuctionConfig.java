package io.fairlead.auction.run;

import io.fairlead.auction.winner.AwardRules;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.typeddata.Domain;
import java.time.Duration;

/**
 * How auctions are run.
 *
 * @param domain chain and Settlement contract
 * @param hub Settlement's AllowanceHub
 * @param nativeToken the wrapped native token
 * @param receiptSigner who signs the sequencer's receipts
 * @param solveTimeout what solvers have
 * @param rules by which winners are found, replaced and paid
 * @param blocksPerAward how many blocks after the head an award can execute in
 * @param maxGas gas units of the largest settlement that is sent
 * @param gasMarginBps what the gas limit is above the simulated use, in basis points of it
 */
public record AuctionConfig(
    Domain domain,
    Address hub,
    Address nativeToken,
    Address receiptSigner,
    Duration solveTimeout,
    AwardRules rules,
    int blocksPerAward,
    long maxGas,
    int gasMarginBps) {
  /**
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  public AuctionConfig {
    require(!solveTimeout.isNegative() && !solveTimeout.isZero(), "solveTimeout");
    require(blocksPerAward > 0, "blocksPerAward");
    require(maxGas > 0, "maxGas");
    require(gasMarginBps >= 0, "gasMarginBps");
  }

  private static void require(boolean good, String setting) {
    if (!good) {
      throw new IllegalArgumentException(setting + " is out of range");
    }
  }
}
