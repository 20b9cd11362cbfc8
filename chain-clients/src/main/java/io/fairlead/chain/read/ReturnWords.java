package io.fairlead.chain.read;

import io.fairlead.chain.ChainException;
import io.fairlead.contracts.primitive.Address;
import io.fairlead.contracts.primitive.Bytes;
import io.fairlead.contracts.primitive.Bytes32;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Static values a contract returned, word by word. More words than asked for are no error: forks of
 * a contract may append values. Every getter throws {@link ChainException} if the word is missing
 * or holds something else.
 */
public final class ReturnWords {
  private static final int WORD = 32;

  private final byte[] data;

  /** Reads what a call returned. */
  public ReturnWords(Bytes data) {
    this.data = data.bytes();
  }

  /** Whether there are at least {@code count} words. */
  public boolean has(int count) {
    return data.length >= count * WORD;
  }

  /** The word at {@code index}. */
  public Bytes32 word(int index) {
    if (!has(index + 1)) {
      throw new ChainException("contract returned too little");
    }
    return Bytes32.of(Arrays.copyOfRange(data, index * WORD, (index + 1) * WORD));
  }

  /** An unsigned number of at most {@code bits}. */
  public BigInteger unsigned(int index, int bits) {
    BigInteger value = new BigInteger(1, word(index).bytes());
    if (value.bitLength() > bits) {
      throw new ChainException("contract returned a number beyond uint" + bits);
    }
    return value;
  }

  /** A two's complement number of at most {@code bits}, sign included. */
  public BigInteger signed(int index, int bits) {
    BigInteger value = new BigInteger(word(index).bytes());
    if (value.bitLength() > bits - 1) {
      throw new ChainException("contract returned a number beyond int" + bits);
    }
    return value;
  }

  /** An address. */
  public Address address(int index) {
    byte[] word = word(index).bytes();
    unsigned(index, Address.SIZE * 8);
    return Address.of(Arrays.copyOfRange(word, WORD - Address.SIZE, WORD));
  }
}
