package io.fairlead.auction.ruling;

import io.fairlead.auction.json.JsonView;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of tokens, orders and solvers in a document. The rules never look into a name, so any
 * printable one will do; hexadecimal ones are the same in either case.
 */
final class Names {
  private static final int MAX_LENGTH = 256;
  private static final Pattern PRINTABLE = Pattern.compile("[\\p{Graph} ]+");
  private static final Pattern HEX = Pattern.compile("0[xX][0-9a-fA-F]+");

  private Names() {}

  /** A text of 1 to 256 printable ASCII characters, as it stands. */
  static String spelled(JsonView view) {
    String text = view.text(MAX_LENGTH);
    if (!printable(text)) {
      throw view.problem("must be a name of printable ASCII characters");
    }
    return text;
  }

  static boolean printable(String text) {
    return PRINTABLE.matcher(text).matches();
  }

  /** As {@link #spelled}, in the form in which names are compared. */
  static String read(JsonView view) {
    return canonical(spelled(view));
  }

  static String canonical(String name) {
    return HEX.matcher(name).matches() ? name.toLowerCase(Locale.ROOT) : name;
  }
}
