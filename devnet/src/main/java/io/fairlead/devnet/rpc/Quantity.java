package io.fairlead.devnet.rpc;

import java.math.BigInteger;
import tools.jackson.databind.JsonNode;

/** Numbers as Ethereum's JSON-RPC writes them: {@code 0x} and hex digits without leading zeros. */
public final class Quantity {
  private Quantity() {}

  /** The text of a number. */
  public static String of(long value) {
    return of(BigInteger.valueOf(value));
  }

  /** The text of a number. */
  public static String of(BigInteger value) {
    if (value.signum() < 0) {
      throw new IllegalArgumentException("a quantity is not negative");
    }
    return "0x" + value.toString(16);
  }

  /**
   * The number in a JSON text.
   *
   * @throws IllegalArgumentException if it is none, or longer than 32 bytes
   */
  public static BigInteger parse(JsonNode node) {
    String text = node.isString() ? node.asString() : "";
    if (!text.startsWith("0x") || text.length() < 3 || text.length() > 66) {
      throw new IllegalArgumentException("not a quantity");
    }
    BigInteger value = new BigInteger(text.substring(2), 16);
    if (value.signum() < 0) {
      throw new IllegalArgumentException("not a quantity");
    }
    return value;
  }

  /** {@link #parse} of a number below 2^63. */
  public static long parseLong(JsonNode node) {
    BigInteger value = parse(node);
    if (value.bitLength() > 63) {
      throw new IllegalArgumentException("quantity of more than 63 bits");
    }
    return value.longValue();
  }
}
