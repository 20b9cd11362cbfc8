package io.fairlead.chain.rpc;

import java.util.regex.Pattern;

/** Text from outside, made fit for messages and logs. */
public final class ForeignText {
  private static final int LIMIT = 200;

  /** Beyond a hash: nodes repeat raw transactions and call data in their errors. */
  private static final Pattern LONG_HEX = Pattern.compile("[0-9a-fA-F]{65,}");

  private ForeignText() {}

  /** At most 200 printable ASCII characters, long runs of hex digits replaced by an ellipsis. */
  public static String clean(String text) {
    // Bounds the work of the pattern; a run of hex digits cut here is still recognised as long.
    String bounded = text.length() > 16 * LIMIT ? text.substring(0, 16 * LIMIT) : text;
    String redacted = LONG_HEX.matcher(bounded).replaceAll("...");
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < redacted.length() && out.length() < LIMIT; i++) {
      char c = redacted.charAt(i);
      out.append(c >= ' ' && c <= '~' ? c : '?');
    }
    return out.toString();
  }
}
