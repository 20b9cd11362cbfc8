package io.fairlead.chain.rpc;

import io.fairlead.chain.ChainException;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Numbers as Ethereum's JSON-RPC writes them: {@code 0x} hex without leading zeros. */
public final class Quantity {
  private static final int MAX_LENGTH = 2 + 64;

  private Quantity() {}

  /** Writes a number, zero or more. */
  public static String of(long number) {
    return of(BigInteger.valueOf(number));
  }

  /** Writes a number, zero or more. */
  public static String of(BigInteger number) {
    if (number.signum() < 0) {
      throw new IllegalArgumentException("a quantity is not negative");
    }
    return "0x" + number.toString(16);
  }

  /**
   * Reads a number below 2^256.
   *
   * @throws ChainException if the node sent anything else
   */
  public static BigInteger read(@Nullable JsonNode node) {
    String text = node != null && node.isString() ? node.stringValue() : "";
    if (text.length() < 3 || text.length() > MAX_LENGTH || !text.startsWith("0x")) {
      throw new ChainException("node sent a malformed quantity");
    }
    for (int i = 2; i < text.length(); i++) {
      if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
        throw new ChainException("node sent a malformed quantity");
      }
    }
    return new BigInteger(text.substring(2), 16);
  }

  /**
   * Reads a number below 2^63.
   *
   * @throws ChainException if the node sent anything else
   */
  public static long readLong(@Nullable JsonNode node) {
    BigInteger value = read(node);
    if (value.bitLength() > 63) {
      throw new ChainException("node sent a number that is too large");
    }
    return value.longValue();
  }
}
