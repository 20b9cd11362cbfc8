package io.fairlead.auction.seal;

import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a commitment covers beside the solution.
 *
 * @param salt hides the solution until it is opened; fresh for every commitment
 * @param score wei that the solver claims, below 2^256; null if it claims none
 */
public record Seal(Bytes32 salt, @Nullable BigInteger score) {
  /** Of what is not sealed at all: an answer to a quote. */
  public static final Seal OPEN = new Seal(Bytes32.ZERO, null);

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if the score is negative or does not fit 256 bits
   */
  public Seal {
    if (score != null && (score.signum() < 0 || score.bitLength() > 256)) {
      throw new IllegalArgumentException("score does not fit 256 bits");
    }
  }
}
