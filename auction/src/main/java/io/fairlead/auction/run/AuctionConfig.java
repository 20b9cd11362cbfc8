package io.fairlead.auction.run;

import io.fairlead.auction.seal.SealedBids;
import io.fairlead.auction.transcript.TranscriptLine;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.typeddata.Domain;
import java.time.Duration;
import java.util.TreeMap;

/**
 * How auctions are run.
 *
 * @param domain chain and Settlement contract
 * @param hub Settlement's AllowanceHub
 * @param nativeToken the wrapped native token
 * @param receiptSigner who signs the sequencer's receipts
 * @param solveTimeout what solvers have for everything, from the request to the last opening
 * @param revealTimeout what is kept of it for opening the bids, after the cut-off
 * @param maxFallbacks how many further solutions are tried after the first award did not land
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
    Duration revealTimeout,
    int maxFallbacks,
    int blocksPerAward,
    long maxGas,
    int gasMarginBps) {
  /**
   * @throws IllegalArgumentException naming the setting that makes no sense
   */
  public AuctionConfig {
    require(!solveTimeout.isNegative() && !solveTimeout.isZero(), "solveTimeout");
    require(
        !revealTimeout.isNegative()
            && !revealTimeout.isZero()
            && revealTimeout.compareTo(solveTimeout) < 0,
        "revealTimeout");
    require(maxFallbacks >= 0, "maxFallbacks");
    require(blocksPerAward > 0, "blocksPerAward");
    require(maxGas > 0, "maxGas");
    require(gasMarginBps >= 0, "gasMarginBps");
  }

  /** What solvers have up to the cut-off, when every bid must be committed to. */
  public Duration commitTimeout() {
    return solveTimeout.minus(revealTimeout);
  }

  /** What a transcript says of these settings; those that stand in its header are left out. */
  public TranscriptLine.Rules rules() {
    TreeMap<String, String> values = new TreeMap<>();
    values.put("solveMillis", Long.toString(solveTimeout.toMillis()));
    values.put("revealMillis", Long.toString(revealTimeout.toMillis()));
    values.put("maxSolutions", Integer.toString(SealedBids.MAX));
    values.put("maxFallbacks", Integer.toString(maxFallbacks));
    values.put("blocksPerAward", Integer.toString(blocksPerAward));
    values.put("maxGas", Long.toString(maxGas));
    values.put("gasMarginBps", Integer.toString(gasMarginBps));
    return new TranscriptLine.Rules(values);
  }

  private static void require(boolean good, String setting) {
    if (!good) {
      throw new IllegalArgumentException(setting + " is out of range");
    }
  }
}
