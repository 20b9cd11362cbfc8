package io.fairlead.auction.verify;

import io.fairlead.auction.settle.GasLimit;
import io.fairlead.auction.transcript.TranscriptLine.Config;
import io.fairlead.contracts.primitive.BlockRef;
import io.fairlead.contracts.settlement.Settlement;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a config's values allow every award: docs/transcript.md section 5.
 *
 * @param blocksPerAward in how many blocks after the one it was simulated on an award can execute
 * @param maxGas gas units of the largest settlement that may be awarded
 * @param gasMarginBps what a transaction is given above the simulation's use, in basis points
 */
record AwardLimits(BigInteger blocksPerAward, BigInteger maxGas, BigInteger gasMarginBps) {
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,18}");
  private static final BigInteger MAX_INT = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger MAX_GAS = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * Those of a config.
   *
   * @throws DisagreementException if it lacks one, or has one that makes no sense
   */
  static AwardLimits of(Config config) {
    return new AwardLimits(
        value(config, "blocksPerAward", 1, MAX_INT),
        value(config, "maxGas", 1, MAX_GAS),
        value(config, "gasMarginBps", 0, MAX_INT));
  }

  private static BigInteger value(Config config, String name, long min, BigInteger max) {
    String text = config.values().get(name);
    if (text != null && NUMBER.matcher(text).matches()) {
      BigInteger number = new BigInteger(text);
      if (number.compareTo(BigInteger.valueOf(min)) >= 0 && number.compareTo(max) <= 0) {
        return number;
      }
    }
    throw new DisagreementException(
        VerificationStep.CONFIG,
        name + " from " + min + " to " + max,
        text == null ? "none" : text);
  }

  /** Number of the last block in which an award that was simulated on this one can execute. */
  BigInteger lastBlock(BlockRef simulatedOn) {
    return BigInteger.valueOf(simulatedOn.number()).add(blocksPerAward);
  }

  /** Gas units that the transaction of a settlement is given that used so many when simulated. */
  BigInteger gasLimit(long used, Settlement settlement) {
    return GasLimit.of(used, gasMarginBps, maxGas, settlement);
  }

  /** Throws if a settlement that takes so much gas may not be awarded. */
  void requireGas(long used) {
    if (maxGas.compareTo(BigInteger.valueOf(used)) < 0) {
      throw new DisagreementException(
          VerificationStep.SIMULATION, "at most " + maxGas + " gas", used);
    }
  }
}
