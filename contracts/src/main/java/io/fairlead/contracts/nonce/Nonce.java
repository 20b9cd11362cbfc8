package io.fairlead.contracts.nonce;

import io.fairlead.contracts.primitive.Address;
import java.math.BigInteger;

/**
 * An intent's nonce: one bit of one word, docs/protocol.md section 1.4. The word is the owner's
 * own, or in a shared lane that of everybody to whom an auctioneer's relay gave bits of it.
 *
 * @param value what is signed, uint256: {@code word << 8 | bit}
 */
public record Nonce(BigInteger value) {
  /** Nonces that share a word, and so a storage slot. */
  public static final int PER_WORD = 256;

  private static final BigInteger LOW = BigInteger.valueOf(PER_WORD - 1);
  private static final int SHARED = 255;
  private static final int SERIES_AT = 168;
  private static final BigInteger ADDRESSES = BigInteger.ONE.shiftLeft(8 * Address.SIZE);

  /**
   * @throws IllegalArgumentException if the value does not fit uint256
   */
  public Nonce {
    if (value.signum() < 0 || value.bitLength() > 256) {
      throw new IllegalArgumentException("nonce does not fit uint256");
    }
  }

  /**
   * A nonce of the owner lane.
   *
   * @param word below 2^247
   * @param bit 0 to 255
   * @throws IllegalArgumentException if one is out of range
   */
  public static Nonce of(BigInteger word, int bit) {
    if (word.signum() < 0 || word.bitLength() > SHARED - 8) {
      throw new IllegalArgumentException("a word of the owner lane is below 2^247");
    }
    return new Nonce(word.shiftLeft(8).add(bit(bit)));
  }

  /**
   * A nonce of a shared lane.
   *
   * @param series any 64 bits, read as unsigned
   * @param auctioneer whose awards alone can use it
   * @param bit 0 to 255
   * @throws IllegalArgumentException if the bit is out of range
   */
  public static Nonce shared(long series, Address auctioneer, int bit) {
    return new Nonce(
        BigInteger.ZERO
            .setBit(SHARED)
            .or(new BigInteger(Long.toUnsignedString(series)).shiftLeft(SERIES_AT))
            .or(new BigInteger(1, auctioneer.bytes()).shiftLeft(8))
            .or(bit(bit)));
  }

  /**
   * Whether the shared lane is meant; only of the right form is it {@link #isSharedOf} somebody.
   */
  public boolean isShared() {
    return value.testBit(SHARED);
  }

  /** Whether this is a well-formed nonce of that auctioneer's shared lane. */
  public boolean isSharedOf(Address auctioneer) {
    return isShared() && equals(shared(series(), auctioneer, bit()));
  }

  /**
   * The series of a shared nonce, 64 bits, unsigned.
   *
   * @throws IllegalStateException if it is of the owner lane
   */
  public long series() {
    requireShared();
    return value.shiftRight(SERIES_AT).longValue();
  }

  /**
   * The auctioneer of a shared nonce.
   *
   * @throws IllegalStateException if it is of the owner lane
   */
  public Address auctioneer() {
    requireShared();
    byte[] number = value.shiftRight(8).mod(ADDRESSES).toByteArray();
    byte[] address = new byte[Address.SIZE];
    int length = Math.min(number.length, Address.SIZE);
    System.arraycopy(number, number.length - length, address, Address.SIZE - length, length);
    return Address.of(address);
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
   * @param bits content of {@code nonces[owner][word()]}, or of the shared word
   */
  public boolean isSetIn(BigInteger bits) {
    return bits.testBit(bit());
  }

  private void requireShared() {
    if (!isShared()) {
      throw new IllegalStateException("a nonce of the owner lane");
    }
  }

  private static BigInteger bit(int bit) {
    if (bit < 0 || bit >= PER_WORD) {
      throw new IllegalArgumentException("bit is not between 0 and 255");
    }
    return BigInteger.valueOf(bit);
  }
}
