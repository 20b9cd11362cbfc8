package io.fairlead.contracts.nonce;

import java.math.BigInteger;

/**
 * An intent's nonce: one bit of one word in its owner's bitmap, {@code nonces[owner][word]} on
 * chain.
 *
 * @param value what is signed, uint256: {@code word << 8 | bit}
 */
public record Nonce(BigInteger value) {
  /** Nonces that share a word, and so a storage slot. */
  public static final int PER_WORD = 256;

  private static final BigInteger LOW = BigInteger.valueOf(PER_WORD - 1);

  /**
   * @throws IllegalArgumentException if the value does not fit uint256
   */
  public Nonce {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("nonce does not fit uint256");
    }
  }

  /**
   * The nonce at a place of the bitmap.
   *
   * @param word uint248
   * @param bit 0 to 255
   * @throws IllegalArgumentException if one is out of range
   */
  public static Nonce of(BigInteger word, int bit) {
    if (bit < 0 || bit >= PER_WORD) {
      throw new IllegalArgumentException("bit is not between 0 and 255");
    }
    return new Nonce(word.shiftLeft(8).add(BigInteger.valueOf(bit)));
  }

  /** Which word: the upper 248 bits. */
  public BigInteger word() {
    return value.shiftRight(8);
  }

  /** Which bit of the word: 0 to 255. */
  public int bit() {
    return value.and(LOW).intValue();
  }

  /** The word with only this bit set, as {@code invalidateNonces} takes it. */
  public BigInteger mask() {
    return BigInteger.ONE.shiftLeft(bit());
  }

  /**
   * Whether this nonce is used.
   *
   * @param bits content of {@code nonces[owner][word()]}
   */
  public boolean isSetIn(BigInteger bits) {
    return bits.testBit(bit());
  }
}
