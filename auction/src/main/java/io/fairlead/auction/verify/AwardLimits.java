package io.fairlead.auction.verify;

import io.fairlead.auction.transcript.TranscriptLine.Config;
import io.fairlead.contracts.primitive.BlockRef;
import java.math.BigInteger;
import java.util.regex.Pattern;

/**
 * What a config's values allow every award: docs/transcript.md section 5.
 *
 * @param blocksPerAward in how many blocks after the one it was simulated on an award can execute
 * @param maxGas gas units of the largest settlement that may be awarded
 */
record AwardLimits(BigInteger blocksPerAward, BigInteger maxGas) {
  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,18}");
  private static final BigInteger MAX_BLOCKS = BigInteger.valueOf(Integer.MAX_VALUE);
  private static final BigInteger MAX_GAS = BigInteger.valueOf(Long.MAX_VALUE);

  /**
   * Those of a config.
   *
   * @throws DisagreementException if it lacks one, or has one that makes no sense
   */
  static AwardLimits of(Config config) {
    return new AwardLimits(
        value(config, "blocksPerAward", MAX_BLOCKS), value(config, "maxGas", MAX_GAS));
  }

  private static BigInteger value(Config config, String name, BigInteger max) {
    String text = config.values().get(name);
    if (text != null && NUMBER.matcher(text).matches()) {
      BigInteger number = new BigInteger(text);
      if (number.compareTo(max) <= 0) {
        return number;
      }
    }
    throw new DisagreementException(
        VerificationStep.CONFIG, name + " from 1 to " + max, text == null ? "none" : text);
  }

  /** Number of the last block in which an award that was simulated on this one can execute. */
  BigInteger lastBlock(BlockRef simulatedOn) {
    return BigInteger.valueOf(simulatedOn.number()).add(blocksPerAward);
  }

  /** Throws if a settlement that takes so much gas may not be awarded. */
  void requireGas(long used) {
    if (maxGas.compareTo(BigInteger.valueOf(used)) < 0) {
      throw new DisagreementException(
          VerificationStep.SIMULATION, "at most " + maxGas + " gas", used);
    }
  }
}
