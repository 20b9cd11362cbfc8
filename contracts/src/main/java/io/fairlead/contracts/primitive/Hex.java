package io.fairlead.contracts.primitive;

import java.util.HexFormat;

/** Lower-case {@code 0x} hexadecimal, the form in which bytes travel in JSON. */
public final class Hex {
  private static final HexFormat FORMAT = HexFormat.of();

  private Hex() {}

  /** Returns {@code 0x} followed by two lower-case digits per byte. */
  public static String encode(byte[] bytes) {
    return "0x" + FORMAT.formatHex(bytes);
  }

  /**
   * Reads {@code 0x} followed by an even number of digits of either case.
   *
   * @throws IllegalArgumentException if the text has another form
   */
  public static byte[] decode(String text) {
    if (!text.startsWith("0x")) {
      throw new IllegalArgumentException("hex text must start with 0x");
    }
    return FORMAT.parseHex(text, 2, text.length());
  }
}
